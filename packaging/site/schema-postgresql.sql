-- The tables for `weir-cli --rows` in PostgreSQL 15 and later. Columns are those of docs/rows.md, in their order; times are
-- nanoseconds, arrays JSON.
create table if not exists captures (capture text, recording text, sensor text, files text, sha256 text,
  problems text, formats text, compressions text, link_types text, interfaces bigint, sections bigint,
  frames bigint, ipv4 bigint, ipv6 bigint, non_ip bigint, malformed bigint,
  cut_short bigint, bytes bigint, wire_bytes bigint, first_seen bigint,
  last_seen bigint, flows bigint, addresses bigint, dns_messages bigint,
  malformed_frames text, dropped_by_interface bigint, comments text, home text, capture_filter text,
  innermost boolean, weir_version text);
create table if not exists flows (capture text, recording text, client text, server text, cport bigint,
  sport bigint, proto text, packets bigint, bytes bigint, wire_bytes bigint, packets_out bigint, bytes_out bigint,
  packets_in bigint, bytes_in bigint, first_seen bigint, last_seen bigint, duration bigint, service text,
  server_name text, tls_version text, alpn text, ja3 text,
  ja4 text, wire_bytes_out bigint, wire_bytes_in bigint, first_out bigint, last_out bigint,
  first_in bigint, last_in bigint, flags_out bigint, flags_in bigint, saw_opening boolean,
  direction_known boolean, retransmissions bigint, handshake bigint, name_source text,
  client_scope text, server_scope text, client_plain text, server_plain text, first_frame bigint, last_frame bigint,
  file bigint, community_id text);
create table if not exists told (capture text, recording text, position bigint, source text, client text,
  address text, plain text, name text, time bigint, frame bigint, file bigint)
 ;
create table if not exists dns (capture text, recording text, number bigint, time bigint, client text, server text,
  cport bigint, sport bigint, transport text, dns_id bigint, ip_id bigint, is_response boolean, opcode text,
  rcode text, names text, domains text, types text, answers text, addresses text,
  paired_with bigint, latency bigint, retransmission boolean, unanswered boolean, copy boolean,
  message_bytes bigint, position bigint);
create table if not exists tls (capture text, recording text, number bigint, time bigint, client text, server text,
  sport bigint, server_name text, tls_version text, alpn text, ja3 text,
  ja4 text, certificate_names text, certificate_issuer text, not_before bigint,
  not_after bigint, self_signed boolean, name_matches boolean, encrypted_hello boolean,
  decrypted text);
create table if not exists http (capture text, recording text, number bigint, time bigint, client text, server text,
  sport bigint, method text, host text, path text, user_agent text,
  status bigint, content_type text, body_bytes bigint, file_kind text,
  response_number bigint, version text, encrypted text, file bigint)
 ;
create table if not exists files (capture text, recording text, number bigint, time bigint, client text, server text,
  protocol text, direction text, name text, url text, claimed_type text,
  kind text, mismatch boolean, bytes bigint, complete boolean, encoding text, sha256 text,
  md5 text, user_agent text, frames bigint, incomplete_because text)
 ;
create table if not exists findings (capture text, recording text, rank bigint, score double precision, kind text, subject text,
  why text, first_frame bigint, frames bigint, country text, asn bigint, as_org text,
  shares text, severity text, clients text, names text, first_seen bigint, last_seen bigint,
  bytes bigint, member_count bigint, members text);
create table if not exists clients (capture text, recording text, address text, mac text,
  vendor text, host_names text, host_name_source text, user_names text, user_source text, os text,
  os_source text, packets bigint, bytes bigint, bytes_out bigint, bytes_in bigint, first_seen bigint, last_seen bigint,
  services text, findings bigint, worst text, score double precision, domain text)
 ;
create table if not exists events (capture text, recording text, time bigint, client text, kind text,
  subject text, what text, first_frame bigint, frames bigint)
 ;
create table if not exists contacts (capture text, recording text, client text, server text, sport bigint,
  proto text, server_scope text, times text, sizes text, first_frame bigint, packets bigint)
 ;
create index if not exists flows_capture on flows (capture);
create index if not exists flows_client on flows (client);
create index if not exists flows_server on flows (server);
create index if not exists told_capture on told (capture);
create index if not exists told_plain on told (recording, client, plain);
create index if not exists dns_capture on dns (capture);
