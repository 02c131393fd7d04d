-- The tables of docs/tables.md over all captures, in SQL that ClickHouse 18.16 and current ones both know. Rows of one
-- recording are summed, rows of different recordings never. Lists have no order here. Exact but for what docs/rows.md names.

-- One row for each pair of endpoints of a recording, whichever pieces saw it. The ends are put in a fixed order; who the
-- client is says the best witness: who saw the opening, its answer, who knows by content or port, who saw the first packet.
create view if not exists conversations as
select recording, if(flip = 0, a, b) as client, if(flip = 0, b, a) as server, if(flip = 0, pa, pb) as cport,
  if(flip = 0, pb, pa) as sport, proto, packets, bytes, wire_bytes, if(flip = 0, packets_ab, packets_ba) as packets_out,
  if(flip = 0, bytes_ab, bytes_ba) as bytes_out, if(flip = 0, packets_ba, packets_ab) as packets_in,
  if(flip = 0, bytes_ba, bytes_ab) as bytes_in, if(flip = 0, wire_ab, wire_ba) as wire_bytes_out,
  if(flip = 0, wire_ba, wire_ab) as wire_bytes_in, first_seen, last_seen, last_seen - first_seen as duration, service,
  server_name,
  multiIf(proto != 'tcp', '', opening and packets_in = 0, 'attempted',
    opening and bitAnd(if(flip = 0, flags_ba, flags_ab), 4) != 0 and bitAnd(if(flip = 0, flags_ba, flags_ab), 2) = 0, 'refused',
    bitAnd(bitOr(flags_ab, flags_ba), 4) != 0, 'reset', bitAnd(flags_ab, 1) != 0 and bitAnd(flags_ba, 1) != 0, 'closed',
    opening, 'established', 'partial') as tcp_state,
  retransmissions, handshake, tls_version, alpn, ja3, ja4, community_id, if(flip = 0, scope_a, scope_b) as client_scope,
  if(flip = 0, scope_b, scope_a) as server_scope, if(flip = 0, plain_a, plain_b) as client_plain,
  if(flip = 0, plain_b, plain_a) as server_plain, captures
from (
  select recording, a, b, pa, pb, proto, sum(packets_0) as packets, sum(bytes_0) as bytes, sum(wire_0) as wire_bytes,
    sum(if(f = 0, out_packets, in_packets)) as packets_ab, sum(if(f = 0, in_packets, out_packets)) as packets_ba,
    sum(if(f = 0, out_bytes, in_bytes)) as bytes_ab, sum(if(f = 0, in_bytes, out_bytes)) as bytes_ba,
    sum(if(f = 0, out_wire, in_wire)) as wire_ab, sum(if(f = 0, in_wire, out_wire)) as wire_ba,
    groupBitOr(if(f = 0, out_flags, in_flags)) as flags_ab, groupBitOr(if(f = 0, in_flags, out_flags)) as flags_ba,
    max(saw_opening) as opening, argMin(f, doubt) as flip, min(first_0) as first_seen, max(last_0) as last_seen,
    argMin(service_0, first_0 + if(service_0 in ('', 'unknown'), later, 0)) as service,
    argMin(name_0, first_0 + if(name_0 = '', later, 0)) as server_name, sum(again) as retransmissions,
    if(min(handshake_0) = toInt64(9000000000000000000), null,
      argMin(handshake_0, first_0 + if(handshake_0 = never, later, 0))) as handshake,
    argMin(version_0, first_0 + if(version_0 = '', later, 0)) as tls_version,
    argMin(alpn_0, first_0 + if(alpn_0 = '', later, 0)) as alpn, argMin(ja3_0, first_0 + if(ja3_0 = '', later, 0)) as ja3,
    argMin(ja4_0, first_0 + if(ja4_0 = '', later, 0)) as ja4, any(community) as community_id,
    max(if(f = 0, scope_c, scope_s)) as scope_a, max(if(f = 0, scope_s, scope_c)) as scope_b,
    max(if(f = 0, plain_c, plain_s)) as plain_a, max(if(f = 0, plain_s, plain_c)) as plain_b, uniqExact(capture) as captures
  from (
    select capture, recording, toUInt8((client, ifNull(cport, -1)) > (server, ifNull(sport, -1))) as f,
      if(f = 0, client, server) as a, if(f = 0, server, client) as b, ifNull(if(f = 0, cport, sport), -1) as pa,
      ifNull(if(f = 0, sport, cport), -1) as pb, proto, packets as packets_0, bytes as bytes_0, wire_bytes as wire_0,
      packets_out as out_packets, packets_in as in_packets, bytes_out as out_bytes, bytes_in as in_bytes,
      wire_bytes_out as out_wire, wire_bytes_in as in_wire, toUInt64(ifNull(flags_out, 0)) as out_flags,
      toUInt64(ifNull(flags_in, 0)) as in_flags, saw_opening, first_seen as first_0, last_seen as last_0,
      toInt64(4000000000000000000) as later, toInt64(9000000000000000000) as never,
      first_seen / 10 + multiIf(saw_opening = 1, 0, bitAnd(bitOr(out_flags, in_flags), 2) != 0, 1e18,
        direction_known = 1, 2e18, 3e18) as doubt,
      ifNull(service, '') as service_0, ifNull(server_name, '') as name_0, ifNull(retransmissions, 0) as again,
      ifNull(handshake, toInt64(9000000000000000000)) as handshake_0, ifNull(tls_version, '') as version_0,
      ifNull(alpn, '') as alpn_0, ifNull(ja3, '') as ja3_0, ifNull(ja4, '') as ja4_0, community_id as community,
      client_scope as scope_c, server_scope as scope_s, client_plain as plain_c, server_plain as plain_s
    from all_flows)
  group by recording, a, b, pa, pb, proto);

create view if not exists talkers as
select recording, address, any(scope_0) as scope, sum(packets_0) as packets, sum(bytes_0) as bytes,
  sum(wire_0) as wire_bytes, sum(sent) as packets_sent, sum(sent_bytes) as bytes_sent, sum(got) as packets_received,
  sum(got_bytes) as bytes_received, uniqExact(peer) as peers, min(first_0) as first_seen, max(last_0) as last_seen
from (
  select recording, client as address, server as peer, client_scope as scope_0, packets as packets_0, bytes as bytes_0,
    wire_bytes as wire_0, packets_out + if(client = server, packets_in, 0) as sent,
    bytes_out + if(client = server, bytes_in, 0) as sent_bytes, packets_in + if(client = server, packets_out, 0) as got,
    bytes_in + if(client = server, bytes_out, 0) as got_bytes, first_seen as first_0, last_seen as last_0
  from conversations
  union all
  select recording, server as address, client as peer, server_scope as scope_0, packets as packets_0, bytes as bytes_0,
    wire_bytes as wire_0, packets_in as sent, bytes_in as sent_bytes, packets_out as got, bytes_out as got_bytes,
    first_seen as first_0, last_seen as last_0
  from conversations where client != server)
group by recording, address;

-- An outside address and each home address that spoke with it: whether an answer named the one to the other, and before.
create view if not exists pairings as
select recording, address, home, any(plain_0) as plain, max(told_time != 0) as told,
  min((told_frame != 0 and told_frame < first_frame) or (told_time != 0 and told_time < flow_first and told_place != place)) as told_before,
  max(source = 'tls') as tls, max(source = 'http' and is_resolved = 0) as http
from (
  select * from (
    select * from (
      select recording, capture, place, if(far = 1, server, client) as address, if(far = 1, client, server) as home,
        if(far = 1, server_plain, client_plain) as plain, plain as plain_0, first_seen as flow_first, first_frame,
        ifNull(name_source, '') as source, ifNull(server_name, '') as asked
      from (
        select *, multiIf(server_scope in ('public', 'multicast', 'broadcast') and client_scope = 'home', 1,
            client_scope in ('public', 'multicast', 'broadcast') and server_scope = 'home', 2, 0) as far,
          if(isNull(file), '', concat(capture, '/', toString(ifNull(file, 0)))) as place
        from all_flows)
      where far != 0)
    global any left join (
      select recording, home, plain, min(t) as told_time, argMin(place_0, t) as told_place
      from (select recording, ifNull(client, '') as home, plain, ifNull(time, 0) as t,
              concat(capture, '/', toString(ifNull(file, 0))) as place_0
            from all_told where source = 'dns')
      group by recording, home, plain) using (recording, home, plain))
  global any left join (
    select place, home, plain, min(frame_0) as told_frame
    from (select concat(capture, '/', toString(ifNull(file, 0))) as place, ifNull(client, '') as home, plain,
            ifNull(frame, 0) as frame_0
          from all_told where source = 'dns')
    group by place, home, plain) using (place, home, plain))
global any left join (
  select recording, ifNull(name, '') as asked, 1 as is_resolved from all_told where source = 'dns' group by recording, asked)
  using (recording, asked)
group by recording, address, home;

create view if not exists naming as
select recording, address,
  arrayElement(['dns', 'dns-late', 'dns-other', 'tls', 'http', 'capture', 'none'], toUInt8(max(weakness))) as named_by
from (
  select recording, address, multiIf(told and told_before, 1, told, 2, told_others = 1, 3, tls, 4, http, 5, by_capture = 1, 6, 7) as weakness
  from (
    select * from (select * from pairings)
    global any left join (select recording, plain, 1 as told_others from all_told where source = 'dns' group by recording, plain)
      using (recording, plain))
  global any left join (select recording, address, 1 as by_capture from all_told where source = 'capture' group by recording, address)
    using (recording, address))
group by recording, address;

create view if not exists hosts as
select recording, address, scope, packets, bytes, bytes_out, bytes_in, clients, ports, first_seen, last_seen, named_by,
  wire_bytes
from (
  select recording, address, any(scope_0) as scope, sum(packets_0) as packets, sum(bytes_0) as bytes, sum(sent) as bytes_out,
    sum(got) as bytes_in, arraySort(groupUniqArray(home)) as clients, arraySort(arrayFilter(p -> p >= 0, groupUniqArray(port))) as ports,
    min(first_0) as first_seen, max(last_0) as last_seen, sum(wire_0) as wire_bytes
  from (
    select recording, server as address, client as home, server_scope as scope_0, packets as packets_0, bytes as bytes_0,
      bytes_out as sent, bytes_in as got, sport as port, first_seen as first_0, last_seen as last_0, wire_bytes as wire_0
    from conversations where server_scope in ('public', 'multicast', 'broadcast') and client_scope = 'home'
    union all
    select recording, client as address, server as home, client_scope as scope_0, packets as packets_0, bytes as bytes_0,
      bytes_in as sent, bytes_out as got, sport as port, first_seen as first_0, last_seen as last_0, wire_bytes as wire_0
    from conversations where client_scope in ('public', 'multicast', 'broadcast') and server_scope = 'home')
  group by recording, address)
global any left join (select recording, address, named_by from naming) using (recording, address);

-- A row a question of a DNS message. Arrays are JSON; names hold no characters that JSON escapes but \ and ".
create view if not exists questions as
select recording, capture, client, is_response, rcode, time, latency, copy, retransmission, unanswered, message_bytes, number,
  replaceAll(replaceAll(name_0, '\\"', '"'), '\\\\', '\\') as name, domain, type, answers, addresses
from (
  select *, if(names = '[]', emptyArrayString(), splitByString('","', substring(names, 3, length(names) - 4))) as names_0,
    if(domains = '[]', emptyArrayString(), splitByString('","', substring(domains, 3, length(domains) - 4))) as domains_0,
    if(types = '[]', emptyArrayString(), splitByString('","', substring(types, 3, length(types) - 4))) as types_0
  from all_dns)
array join names_0 as name_0, domains_0 as domain, types_0 as type;

create view if not exists names as
select name, any(domain) as registrable_domain, count() as messages, sum(1 - is_response) as queries,
  sum(is_response) as responses, arraySort(groupUniqArray(client)) as clients,
  arraySort(arrayFilter(t -> t != '', groupUniqArray(type))) as types, min(time) as first_seen, max(time) as last_seen,
  if(name = '.', 0, length(name)) as length, uniqExact(capture) as captures
from questions group by name;

create view if not exists queries as
select recording, client, name, any(domain) as registrable_domain, count() as messages, sum(1 - is_response) as queries,
  sum(is_response) as responses, sum(unanswered) as unanswered_queries, sum(retransmission) as retransmissions,
  sum(ifNull(rcode, '') = 'NXDOMAIN') as nxdomain, max(ifNull(latency, 0)) as max_latency,
  sum(message_bytes) as all_message_bytes, arraySort(arrayFilter(t -> t != '', groupUniqArray(type))) as types,
  min(time) as first_seen, max(time) as last_seen
from questions group by recording, client, name;

create view if not exists domains as
select domain as registrable_domain, uniqExact(name) as distinct_names, arraySort(groupUniqArray(client)) as clients,
  count() as messages, sum(1 - is_response) as queries, sum(is_response) as responses, sum(unanswered) as unanswered_queries,
  sum(retransmission) as retransmissions, sum(ifNull(rcode, '') = 'NXDOMAIN') as nxdomain,
  max(ifNull(latency, 0)) as max_latency, sum(message_bytes) as all_message_bytes, max(length(name)) as longest_name,
  min(time) as first_seen, max(time) as last_seen, uniqExact(capture) as captures
from questions group by domain;

-- A subject over all captures: in how many it was found, and the worst that was said of it.
create view if not exists subjects as
select subject, uniqExact(capture) as captures, max(points) as score, argMax(severity, points) as worst,
  argMax(kind, points) as kinds, argMax(why, points) as reasons, argMax(capture, points) as worst_capture,
  argMax(first_frame, points) as frame, min(first) as first_seen, max(last) as last_seen
from (select *, score as points, first_seen as first, last_seen as last from all_findings) group by subject;
