-- The tables for `weir-cli --rows` in ClickHouse, 18.16 (Debian 12) and current ones. Columns are those of docs/rows.md, in
-- their order; times are nanoseconds, arrays JSON text. Of a cluster, run this on every server, then cluster.sql.
create table if not exists captures (capture String, recording String, sensor Nullable(String), files String, sha256 String,
  problems String, formats String, compressions String, link_types String, interfaces Nullable(Int64), sections Nullable(Int64),
  frames Nullable(Int64), ipv4 Nullable(Int64), ipv6 Nullable(Int64), non_ip Nullable(Int64), malformed Nullable(Int64),
  cut_short Nullable(Int64), bytes Nullable(Int64), wire_bytes Nullable(Int64), first_seen Nullable(Int64),
  last_seen Nullable(Int64), flows Nullable(Int64), addresses Nullable(Int64), dns_messages Nullable(Int64),
  malformed_frames String, dropped_by_interface Nullable(Int64), comments String, home String, capture_filter Nullable(String),
  innermost Nullable(UInt8), weir_version String) engine = MergeTree order by capture;
create table if not exists flows (capture String, recording String, client String, server String, cport Nullable(Int64),
  sport Nullable(Int64), proto String, packets Int64, bytes Int64, wire_bytes Int64, packets_out Int64, bytes_out Int64,
  packets_in Int64, bytes_in Int64, first_seen Int64, last_seen Int64, duration Int64, service Nullable(String),
  server_name Nullable(String), tls_version Nullable(String), alpn Nullable(String), ja3 Nullable(String),
  ja4 Nullable(String), wire_bytes_out Int64, wire_bytes_in Int64, first_out Nullable(Int64), last_out Nullable(Int64),
  first_in Nullable(Int64), last_in Nullable(Int64), flags_out Nullable(Int64), flags_in Nullable(Int64), saw_opening UInt8,
  direction_known UInt8, retransmissions Nullable(Int64), handshake Nullable(Int64), name_source Nullable(String),
  client_scope String, server_scope String, client_plain String, server_plain String, first_frame Int64, last_frame Int64,
  file Nullable(Int64), community_id String) engine = MergeTree order by (recording, capture, client);
create table if not exists told (capture String, recording String, position Int64, source String, client Nullable(String),
  address String, plain String, name Nullable(String), time Nullable(Int64), frame Nullable(Int64), file Nullable(Int64))
  engine = MergeTree order by (recording, capture, plain);
create table if not exists dns (capture String, recording String, number Int64, time Int64, client String, server String,
  cport Int64, sport Int64, transport String, dns_id Int64, ip_id Nullable(Int64), is_response UInt8, opcode String,
  rcode Nullable(String), names String, domains String, types String, answers String, addresses String,
  paired_with Nullable(Int64), latency Nullable(Int64), retransmission UInt8, unanswered UInt8, copy UInt8,
  message_bytes Int64, position Int64) engine = MergeTree order by (recording, capture, number);
create table if not exists tls (capture String, recording String, number Int64, time Int64, client String, server String,
  sport Int64, server_name Nullable(String), tls_version Nullable(String), alpn Nullable(String), ja3 Nullable(String),
  ja4 Nullable(String), certificate_names String, certificate_issuer Nullable(String), not_before Nullable(Int64),
  not_after Nullable(Int64), self_signed Nullable(UInt8), name_matches Nullable(UInt8), encrypted_hello UInt8,
  decrypted String) engine = MergeTree order by (recording, capture, number);
create table if not exists http (capture String, recording String, number Int64, time Int64, client String, server String,
  sport Int64, method Nullable(String), host Nullable(String), path Nullable(String), user_agent Nullable(String),
  status Nullable(Int64), content_type Nullable(String), body_bytes Nullable(Int64), file_kind Nullable(String),
  response_number Nullable(Int64), version Nullable(String), encrypted Nullable(String), file Nullable(Int64))
  engine = MergeTree order by (recording, capture, number);
create table if not exists files (capture String, recording String, number Int64, time Int64, client String, server String,
  protocol String, direction String, name Nullable(String), url Nullable(String), claimed_type Nullable(String),
  kind Nullable(String), mismatch UInt8, bytes Int64, complete UInt8, encoding String, sha256 Nullable(String),
  md5 Nullable(String), user_agent Nullable(String), frames Int64, incomplete_because Nullable(String))
  engine = MergeTree order by (recording, capture, number);
create table if not exists findings (capture String, recording String, rank Int64, score Float64, kind String, subject String,
  why String, first_frame Int64, frames Int64, country Nullable(String), asn Nullable(Int64), as_org Nullable(String),
  shares String, severity String, clients String, names String, first_seen Nullable(Int64), last_seen Nullable(Int64),
  bytes Int64, member_count Int64, members String) engine = MergeTree order by (recording, capture, rank);
create table if not exists clients (capture String, recording String, address String, mac Nullable(String),
  vendor Nullable(String), host_names String, host_name_source String, user_names String, user_source String, os String,
  os_source String, packets Int64, bytes Int64, bytes_out Int64, bytes_in Int64, first_seen Int64, last_seen Int64,
  services String, findings Int64, worst Nullable(String), score Nullable(Float64), domain String)
  engine = MergeTree order by (recording, capture, address);
create table if not exists events (capture String, recording String, time Int64, client Nullable(String), kind String,
  subject Nullable(String), what String, first_frame Int64, frames Int64)
  engine = MergeTree order by (recording, capture, time);
create table if not exists contacts (capture String, recording String, client String, server String, sport Int64,
  proto String, server_scope String, times String, sizes String, first_frame Int64, packets Int64)
  engine = MergeTree order by (recording, capture, client);
