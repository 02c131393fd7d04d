-- The tables of docs/tables.md over all captures, in PostgreSQL 15 and later: the same columns as views.sql makes in
-- ClickHouse. Rows of one recording are summed, rows of different recordings never. Lists have no order here. Exact but for
-- what docs/rows.md names.

-- One row for each pair of endpoints of a recording, whichever pieces saw it. The ends are put in a fixed order; who the
-- client is says the best witness: who saw the opening, its answer, who knows by content or port, who saw the first packet.
create or replace view conversations as
with ends as (
  select f.*, case when f.flip then server else client end a, case when f.flip then client else server end b,
    case when f.flip then sport else cport end pa, case when f.flip then cport else sport end pb,
    case when saw_opening then 0 when (coalesce(flags_out, 0) | coalesce(flags_in, 0)) & 2 <> 0 then 1
         when direction_known then 2 else 3 end doubt
  from (select *, (client collate "C", coalesce(cport, -1)) > (server collate "C", coalesce(sport, -1)) flip from flows) f),
merged as (
  select recording, a, b, pa, pb, proto, (array_agg(flip order by doubt, first_seen))[1] flip, sum(packets) packets,
    sum(bytes) bytes, sum(wire_bytes) wire_bytes, sum(case when flip then packets_in else packets_out end) packets_ab,
    sum(case when flip then packets_out else packets_in end) packets_ba,
    sum(case when flip then bytes_in else bytes_out end) bytes_ab, sum(case when flip then bytes_out else bytes_in end) bytes_ba,
    sum(case when flip then wire_bytes_in else wire_bytes_out end) wire_ab,
    sum(case when flip then wire_bytes_out else wire_bytes_in end) wire_ba,
    bit_or(coalesce(case when flip then flags_in else flags_out end, 0)) flags_ab,
    bit_or(coalesce(case when flip then flags_out else flags_in end, 0)) flags_ba, bool_or(saw_opening) opening,
    min(first_seen) first_seen, max(last_seen) last_seen,
    (array_agg(service order by coalesce(service, '') in ('', 'unknown'), first_seen))[1] service,
    (array_agg(server_name order by first_seen) filter (where server_name <> ''))[1] server_name,
    sum(retransmissions) retransmissions,
    (array_agg(handshake order by first_seen) filter (where handshake is not null))[1] handshake,
    (array_agg(tls_version order by first_seen) filter (where tls_version <> ''))[1] tls_version,
    (array_agg(alpn order by first_seen) filter (where alpn <> ''))[1] alpn,
    (array_agg(ja3 order by first_seen) filter (where ja3 <> ''))[1] ja3,
    (array_agg(ja4 order by first_seen) filter (where ja4 <> ''))[1] ja4, min(community_id) community_id,
    max(case when flip then server_scope else client_scope end) scope_a,
    max(case when flip then client_scope else server_scope end) scope_b,
    max(case when flip then server_plain else client_plain end) plain_a,
    max(case when flip then client_plain else server_plain end) plain_b, count(distinct capture) captures
  from ends group by recording, a, b, pa, pb, proto)
select recording, case when flip then b else a end client, case when flip then a else b end server,
  coalesce(case when flip then pb else pa end, -1) cport, coalesce(case when flip then pa else pb end, -1) sport, proto, packets,
  bytes, wire_bytes, case when flip then packets_ba else packets_ab end packets_out,
  case when flip then bytes_ba else bytes_ab end bytes_out, case when flip then packets_ab else packets_ba end packets_in,
  case when flip then bytes_ab else bytes_ba end bytes_in, case when flip then wire_ba else wire_ab end wire_bytes_out,
  case when flip then wire_ab else wire_ba end wire_bytes_in, first_seen, last_seen, last_seen - first_seen duration,
  coalesce(service, '') service, coalesce(server_name, '') server_name,
  case when proto <> 'tcp' then '' when opening and case when flip then packets_ab else packets_ba end = 0 then 'attempted'
       when opening and case when flip then flags_ab else flags_ba end & 6 = 4 then 'refused'
       when (flags_ab | flags_ba) & 4 <> 0 then 'reset' when flags_ab & flags_ba & 1 <> 0 then 'closed'
       when opening then 'established' else 'partial' end tcp_state,
  retransmissions, handshake, coalesce(tls_version, '') tls_version, coalesce(alpn, '') alpn, coalesce(ja3, '') ja3,
  coalesce(ja4, '') ja4, community_id, case when flip then scope_b else scope_a end client_scope,
  case when flip then scope_a else scope_b end server_scope, case when flip then plain_b else plain_a end client_plain,
  case when flip then plain_a else plain_b end server_plain, captures
from merged;

create or replace view talkers as
select recording, address, min(scope) scope, sum(packets) packets, sum(bytes) bytes, sum(wire_bytes) wire_bytes,
  sum(sent) packets_sent, sum(sent_bytes) bytes_sent, sum(got) packets_received, sum(got_bytes) bytes_received,
  count(distinct peer) peers, min(first_seen) first_seen, max(last_seen) last_seen
from (
  select recording, client address, server peer, client_scope scope, packets, bytes, wire_bytes,
    packets_out + case when client = server then packets_in else 0 end sent,
    bytes_out + case when client = server then bytes_in else 0 end sent_bytes,
    packets_in + case when client = server then packets_out else 0 end got,
    bytes_in + case when client = server then bytes_out else 0 end got_bytes, first_seen, last_seen
  from conversations
  union all
  select recording, server, client, server_scope, packets, bytes, wire_bytes, packets_in, bytes_in, packets_out, bytes_out,
    first_seen, last_seen
  from conversations where client <> server) ends
group by recording, address;

-- An outside address and each home address that spoke with it: whether an answer named the one to the other, and before.
create or replace view pairings as
with outside as (
  select f.*, case when far = 1 then server else client end address, case when far = 1 then client else server end home,
    case when far = 1 then server_plain else client_plain end plain
  from (select *, case when server_scope in ('public', 'multicast', 'broadcast') and client_scope = 'home' then 1
                       when client_scope in ('public', 'multicast', 'broadcast') and server_scope = 'home' then 2 end far
        from flows) f
  where far is not null),
first_told as (
  select distinct on (recording, client, plain) recording, client, plain, time, capture, file
  from told where source = 'dns' order by recording, client, plain, time),
first_in_file as (
  select capture, file, client, plain, min(frame) frame from told where source = 'dns' group by capture, file, client, plain),
resolved as (select distinct recording, name from told where source = 'dns')
select o.recording, o.address, o.home, min(o.plain) plain, bool_or(t.time is not null) told,
  bool_and(coalesce(f.frame < o.first_frame, false) or (t.time is not null and t.time < o.first_seen
    and (o.file is null or (t.capture, t.file) <> (o.capture, o.file)))) told_before,
  bool_or(coalesce(o.name_source = 'tls', false)) tls,
  bool_or(coalesce(o.name_source = 'http', false) and r.name is null) http
from outside o
  left join first_told t on (t.recording, t.client, t.plain) = (o.recording, o.home, o.plain)
  left join first_in_file f on (f.capture, f.file, f.client, f.plain) = (o.capture, o.file, o.home, o.plain)
  left join resolved r on (r.recording, r.name) = (o.recording, o.server_name)
group by o.recording, o.address, o.home;

create or replace view naming as
select p.recording, p.address,
  (array['dns', 'dns-late', 'dns-other', 'tls', 'http', 'capture', 'none'])[max(
    case when told and told_before then 1 when told then 2 when o.plain is not null then 3 when tls then 4 when http then 5
         when c.address is not null then 6 else 7 end)] named_by
from pairings p
  left join (select distinct recording, plain from told where source = 'dns') o on (o.recording, o.plain) = (p.recording, p.plain)
  left join (select distinct recording, address from told where source = 'capture') c
    on (c.recording, c.address) = (p.recording, p.address)
group by p.recording, p.address;

create or replace view hosts as
select h.recording, h.address, scope, packets, bytes, bytes_out, bytes_in, clients, ports, first_seen, last_seen, named_by,
  wire_bytes
from (
  select recording, address, min(scope) scope, sum(packets) packets, sum(bytes) bytes, sum(sent) bytes_out, sum(got) bytes_in,
    array_agg(distinct home) clients, coalesce(array_agg(distinct port) filter (where port >= 0), '{}') ports, min(first_seen) first_seen,
    max(last_seen) last_seen, sum(wire_bytes) wire_bytes
  from (
    select recording, server address, client home, server_scope scope, packets, bytes, bytes_out sent, bytes_in got,
      sport port, first_seen, last_seen, wire_bytes
    from conversations where server_scope in ('public', 'multicast', 'broadcast') and client_scope = 'home'
    union all
    select recording, client, server, client_scope, packets, bytes, bytes_in, bytes_out, sport, first_seen, last_seen, wire_bytes
    from conversations where client_scope in ('public', 'multicast', 'broadcast') and server_scope = 'home') far
  group by recording, address) h
join naming n on (n.recording, n.address) = (h.recording, h.address);

-- A row a question of a DNS message.
create or replace view questions as
select recording, capture, client, is_response, rcode, time, latency, copy, retransmission, unanswered, message_bytes, number,
  question.name, question.domain, question.type, answers, addresses
from dns, rows from (jsonb_array_elements_text(names::jsonb), jsonb_array_elements_text(domains::jsonb),
  jsonb_array_elements_text(types::jsonb)) question(name, domain, type);

create or replace view names as
select name, min(domain) registrable_domain, count(*) messages, count(*) filter (where not is_response) queries,
  count(*) filter (where is_response) responses, array_agg(distinct client) clients,
  coalesce(array_agg(distinct type) filter (where type <> ''), '{}') types, min(time) first_seen, max(time) last_seen,
  case when name = '.' then 0 else length(name) end length, count(distinct capture) captures
from questions group by name;

create or replace view queries as
select recording, client, name, min(domain) registrable_domain, count(*) messages,
  count(*) filter (where not is_response) queries, count(*) filter (where is_response) responses,
  count(*) filter (where unanswered) unanswered_queries, count(*) filter (where retransmission) retransmissions,
  count(*) filter (where rcode = 'NXDOMAIN') nxdomain, coalesce(max(latency), 0) max_latency,
  sum(message_bytes) all_message_bytes, coalesce(array_agg(distinct type) filter (where type <> ''), '{}') types, min(time) first_seen,
  max(time) last_seen
from questions group by recording, client, name;

create or replace view domains as
select domain registrable_domain, count(distinct name) distinct_names, array_agg(distinct client) clients, count(*) messages,
  count(*) filter (where not is_response) queries, count(*) filter (where is_response) responses,
  count(*) filter (where unanswered) unanswered_queries, count(*) filter (where retransmission) retransmissions,
  count(*) filter (where rcode = 'NXDOMAIN') nxdomain, coalesce(max(latency), 0) max_latency,
  sum(message_bytes) all_message_bytes, max(length(name)) longest_name, min(time) first_seen, max(time) last_seen,
  count(distinct capture) captures
from questions group by domain;

-- A subject over all captures: in how many it was found, and the worst that was said of it.
create or replace view subjects as
select subject, count(distinct capture) captures, max(score) score, (array_agg(severity order by score desc))[1] worst,
  (array_agg(kind order by score desc))[1] kinds, (array_agg(why order by score desc))[1] reasons,
  (array_agg(capture order by score desc))[1] worst_capture, (array_agg(first_frame order by score desc))[1] frame,
  min(first_seen) first_seen, max(last_seen) last_seen
from findings group by subject;
