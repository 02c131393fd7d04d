# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of the contract, made from rows with SQL, as somebody who has nothing but docs/rows.md would make them."""
import collections
import ipaddress
import json
import math
import sqlite3

# What every capture's rows hold as a table does, and what is summed over captures.
AS_THEY_ARE = ("tls", "http", "files", "findings", "clients", "events")
MERGED = ("conversations", "talkers", "hosts", "names", "queries", "domains")
SITE_TABLES = ("summary", "dns") + MERGED + AS_THEY_ARE
# Not exact over the border of two readings, or the number of a frame.
INEXACT = {("conversations", "retransmissions"), ("conversations", "handshake"), ("queries", "first_frame"), ("domains", "first_frame")}
# Times and durations by the name of the field.
TIMES = {"time", "first_seen", "last_seen", "duration", "not_before", "not_after", "latency", "handshake", "looked_up_at",
         "median_latency", "max_latency"}
MOST = 256


def seconds(nanoseconds):
    if nanoseconds is None:
        return ""
    sign, rest = "-" if nanoseconds < 0 else "", abs(nanoseconds)
    return f"{sign}{rest // 10**9}.{rest % 10**9:09d}"


def text(value, column=""):
    """A cell as the tables print it."""
    if value is None:
        return ""
    if column in TIMES:
        return seconds(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ";".join(map(str, value))
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".")
    return str(value)


def listed(values):
    """Distinct, in order, at most as many as a cell holds."""
    distinct = list(dict.fromkeys(value for value in values if value not in (None, "")))
    return ";".join(map(str, distinct[:MOST])) + (";…" if len(distinct) > MOST else "")


def address_key(address):
    parsed = ipaddress.ip_address(address)
    return parsed.version, int(parsed)


def entropy(name):
    octets = name.encode()
    return -sum(n / len(octets) * math.log2(n / len(octets)) for n in collections.Counter(octets).values()) + 0.0


def labels(name):
    """Of a name in presentation form: an escaped dot separates nothing."""
    out, current, at = [], "", 0
    while at < len(name):
        if name[at] == "\\":
            width = 4 if name[at + 1:at + 2].isdigit() else 2
            current += name[at:at + width]
            at += width
        elif name[at] == ".":
            out.append(current)
            current, at = "", at + 1
        else:
            current += name[at]
            at += 1
    return [one for one in out + [current] if one]


def length(name):
    return 0 if name == "." else len(name)


class BitOr:
    def __init__(self):
        self.value = None

    def step(self, value):
        if value is not None:
            self.value = (self.value or 0) | value

    def finalize(self):
        return self.value


# One row for each pair of endpoints of a recording, whichever pieces saw it: the ends in a fixed order, then the
# direction that the best witness tells: who saw the opening, its answer, who knows by content or port, who came first.
CONVERSATIONS = """
create table ends as select *, flip = 0 as ordered, case flip when 0 then client else server end a,
    case flip when 0 then server else client end b, case flip when 0 then cport else sport end pa,
    case flip when 0 then sport else cport end pb,
    case when saw_opening then 0 when (coalesce(flags_out, 0) | coalesce(flags_in, 0)) & 2 then 1
         when direction_known then 2 else 3 end doubt
  from (select *, (client, coalesce(cport, -1)) > (server, coalesce(sport, -1)) flip from flows);
create table directions as select recording, a, b, pa, pb, proto, flip
  from (select *, row_number() over (partition by recording, a, b, pa, pb, proto order by doubt, first_seen) best from ends)
  where best = 1;
create table conversations as
  select e.recording, case d.flip when 0 then e.a else e.b end client, case d.flip when 0 then e.b else e.a end server,
    case d.flip when 0 then e.pa else e.pb end cport, case d.flip when 0 then e.pb else e.pa end sport, e.proto,
    sum(packets) packets, sum(bytes) bytes, sum(wire_bytes) wire_bytes,
    sum(case when e.flip = d.flip then packets_out else packets_in end) packets_out,
    sum(case when e.flip = d.flip then bytes_out else bytes_in end) bytes_out,
    sum(case when e.flip = d.flip then packets_in else packets_out end) packets_in,
    sum(case when e.flip = d.flip then bytes_in else bytes_out end) bytes_in,
    sum(case when e.flip = d.flip then wire_bytes_out else wire_bytes_in end) wire_bytes_out,
    sum(case when e.flip = d.flip then wire_bytes_in else wire_bytes_out end) wire_bytes_in,
    min(first_seen) first_seen, max(last_seen) last_seen, max(last_seen) - min(first_seen) duration,
    bit_or(case when e.flip = d.flip then flags_out else flags_in end) flags_out,
    bit_or(case when e.flip = d.flip then flags_in else flags_out end) flags_in,
    max(saw_opening) saw_opening, sum(retransmissions) retransmissions,
    first_known(service) service, first_known(server_name) server_name, first_known(handshake) handshake,
    first_known(tls_version) tls_version, first_known(alpn) alpn, first_known(ja3) ja3, first_known(ja4) ja4,
    first_known(community_id) community_id,
    case d.flip when 0 then max(case e.flip when 0 then client_scope else server_scope end)
                else max(case e.flip when 0 then server_scope else client_scope end) end client_scope,
    case d.flip when 0 then max(case e.flip when 0 then server_scope else client_scope end)
                else max(case e.flip when 0 then client_scope else server_scope end) end server_scope,
    case d.flip when 0 then max(case e.flip when 0 then client_plain else server_plain end)
                else max(case e.flip when 0 then server_plain else client_plain end) end client_plain,
    case d.flip when 0 then max(case e.flip when 0 then server_plain else client_plain end)
                else max(case e.flip when 0 then client_plain else server_plain end) end server_plain,
    min(place) place
  from (select * from ends order by place) e
  join directions d on (e.recording, e.a, e.b, e.proto) = (d.recording, d.a, d.b, d.proto) and e.pa is d.pa and e.pb is d.pb
  group by e.recording, e.a, e.b, e.pa, e.pb, e.proto;
"""

TCP_STATE = """case when proto <> 'tcp' then '' when saw_opening and packets_in = 0 then 'attempted'
    when saw_opening and flags_in & 4 and not flags_in & 2 then 'refused' when (flags_out | flags_in) & 4 then 'reset'
    when flags_out & 1 and flags_in & 1 then 'closed' when saw_opening then 'established' else 'partial' end"""

TALKERS = """
select address, min(scope) scope, sum(packets) packets, sum(bytes) bytes, sum(wire_bytes) wire_bytes,
    sum(packets_sent) packets_sent, sum(bytes_sent) bytes_sent, sum(packets_received) packets_received,
    sum(bytes_received) bytes_received, count(distinct peer) peers, min(first_seen) first_seen, max(last_seen) last_seen,
    min(plain) plain, sum(wire_sent) wire_bytes_sent, sum(wire_received) wire_bytes_received, recording
  from (select recording, client address, server peer, client_scope scope, client_plain plain, packets, bytes, wire_bytes,
            packets_out + case when client = server then packets_in else 0 end packets_sent,
            bytes_out + case when client = server then bytes_in else 0 end bytes_sent,
            packets_in + case when client = server then packets_out else 0 end packets_received,
            bytes_in + case when client = server then bytes_out else 0 end bytes_received,
            wire_bytes_out + case when client = server then wire_bytes_in else 0 end wire_sent,
            wire_bytes_in + case when client = server then wire_bytes_out else 0 end wire_received, first_seen, last_seen
          from conversations
        union all
        select recording, server, client, server_scope, server_plain, packets, bytes, wire_bytes, packets_in, bytes_in,
            packets_out, bytes_out, wire_bytes_in, wire_bytes_out, first_seen, last_seen
          from conversations where client <> server)
  group by recording, address"""

# Flows of a home address with an outside one, and whether an answer came before each.
PAIRINGS = """
create table outside as
  select *, case far when 'server' then server else client end address,
    case far when 'server' then server_plain else client_plain end plain,
    case far when 'server' then client else server end home,
    case far when 'server' then server_scope else client_scope end scope,
    case far when 'server' then bytes_out else bytes_in end sent,
    case far when 'server' then bytes_in else bytes_out end received
  from (select *, case when server_scope in ('public', 'multicast', 'broadcast') and client_scope = 'home' then 'server'
                       when client_scope in ('public', 'multicast', 'broadcast') and server_scope = 'home' then 'client' end far
          from flows) where far is not null;
create table first_told as select recording, client, plain, min(time) time, capture || '/' || file place
  from told where source = 'dns' group by recording, client, plain;
create table first_told_in_file as select capture, file, client, plain, min(frame) frame
  from told where source = 'dns' group by capture, file, client, plain;
create table resolved as select distinct recording, name from told where source = 'dns';
create table pairings as
  select o.recording, o.address, o.plain, o.home,
    max(t.time is not null) told,
    min(coalesce(f.frame < o.first_frame, 0)
        or (t.time < o.first_seen and t.place <> coalesce(o.capture || '/' || o.file, ''))) told_before,
    max(o.name_source = 'tls') tls, max(o.name_source = 'http' and r.name is null) http
  from outside o
  left join first_told t on (t.recording, t.client, t.plain) = (o.recording, o.home, o.plain)
  left join first_told_in_file f on (f.capture, f.file, f.client, f.plain) = (o.capture, o.file, o.home, o.plain)
  left join resolved r on (r.recording, r.name) = (o.recording, o.server_name)
  group by o.recording, o.address, o.home;
"""

NAMED_BY = ("dns", "dns-late", "dns-other", "tls", "http", "capture", "none")


class FirstKnown:
    def __init__(self):
        self.value = None

    def step(self, value):
        if self.value in (None, "", "unknown") and value not in (None, ""):
            self.value = value

    finalize = lambda self: self.value


class Site:
    def __init__(self, rows):
        self.rows = rows
        self.db = sqlite3.connect(":memory:")
        self.db.row_factory = sqlite3.Row
        self.db.create_aggregate("bit_or", 1, BitOr)
        self.db.create_aggregate("first_known", 1, FirstKnown)
        captures = sorted(rows["captures"], key=lambda row: row["first_seen"] or 0)
        self.order = {row["capture"]: place for place, row in enumerate(captures)}
        for name in ("flows", "told"):
            self.load(name)
        self.db.executescript(CONVERSATIONS)
        self.db.executescript(PAIRINGS)

    def load(self, name):
        keys = list(self.rows[name][0]) if self.rows[name] else self.columns(name)
        self.db.execute(f"create table {name} (place, {', '.join(keys)})")
        lines = self.rows[name]
        key = "first_frame" if name == "flows" else "position"
        lines = sorted(lines, key=lambda row: (self.order[row["capture"]], row[key]))
        self.db.executemany(f"insert into {name} values ({', '.join('?' * (len(keys) + 1))})",
                            ([place] +
                             [text(value) if isinstance(value, list) else value for value in row.values()]
                             for place, row in enumerate(lines)))

    @staticmethod
    def columns(name):
        return {"told": ["capture", "recording", "position", "source", "client", "address", "plain", "name", "time", "frame", "file"],
                "flows": ["capture", "recording", "client", "server", "cport", "sport", "proto", "packets", "bytes", "wire_bytes",
                          "packets_out", "bytes_out", "packets_in", "bytes_in", "first_seen", "last_seen", "duration",
                          "service", "server_name", "tls_version", "alpn", "ja3", "ja4", "wire_bytes_out", "wire_bytes_in",
                          "flags_out", "flags_in", "saw_opening", "direction_known", "retransmissions", "handshake",
                          "name_source", "client_scope", "server_scope", "client_plain", "server_plain", "first_frame",
                          "last_frame", "file", "community_id"]}[name]

    def select(self, query):
        return [dict(row) for row in self.db.execute(query)]

    def table(self, name):
        made = getattr(self, name)() if hasattr(self, name) else self.as_they_are(name)
        return [{column: text(value, column) for column, value in row.items()} for row in made]

    def as_they_are(self, name):
        return [{key: value for key, value in row.items() if key not in ("capture", "recording", "country", "asn", "as_org")}
                for row in self.rows[name]]

    def summary(self):
        (row,) = self.rows["captures"]
        facts = {"file": text(row["files"]), "sha256": text(row["sha256"]), "format": text(row["formats"]),
                 "compression": text(row["compressions"]), "link_types": text(row["link_types"]),
                 "interfaces": row["interfaces"], "sections": row["sections"], "frames": row["frames"],
                 "ip_packets": row["ipv4"] + row["ipv6"]}
        facts.update({key: row[key] for key in ("ipv4", "ipv6", "non_ip", "malformed", "cut_short", "bytes", "wire_bytes")})
        first, last = row["first_seen"], row["last_seen"]
        facts.update(first_seen=seconds(first), last_seen=seconds(last),
                     duration=seconds(None if first is None else last - first), flows=row["flows"],
                     addresses=row["addresses"], dns_messages=row["dns_messages"], problem=text(row["problems"][:1]),
                     malformed_frames=text(row["malformed_frames"]))
        if row["dropped_by_interface"]:
            facts["dropped_by_interface"] = row["dropped_by_interface"]
        return [{"key": key, "value": text(value)} for key, value in facts.items()] + \
            [{"key": "comment", "value": comment} for comment in row["comments"]]

    def conversations(self):
        found = self.select(f"select *, {TCP_STATE} tcp_state from conversations")
        found.sort(key=lambda row: (-row["bytes"], address_key(row["client"]), address_key(row["server"]),
                                    -1 if row["cport"] is None else row["cport"],
                                    -1 if row["sport"] is None else row["sport"], row["proto"]))
        columns = ("client server cport sport proto packets bytes wire_bytes packets_out bytes_out packets_in bytes_in "
                   "first_seen last_seen duration service server_name tcp_state retransmissions handshake tls_version alpn "
                   "ja3 ja4 community_id").split()
        return [{column: row[column] for column in columns} for row in found]

    def names_of(self):
        """The names of each address, by recording and plain form."""
        out = collections.defaultdict(list)
        for row in self.select("select * from told where source <> 'capture' order by source, place"):
            out[row["recording"], row["plain"]].append(row["name"])
        return {key: ";".join(list(dict.fromkeys(names))[:MOST]) for key, names in out.items()}

    def talkers(self):
        names = self.names_of()
        found = sorted(self.select(TALKERS), key=lambda row: (-row["bytes_sent"], address_key(row["address"])))
        for row in found:
            row["names"] = names.get((row["recording"], row["plain"]), "")
        return [{key: value for key, value in row.items() if key not in ("plain", "recording")} for row in found]

    def hosts(self):
        names = self.names_of()
        told = {(row["recording"], row["plain"]) for row in self.select("select recording, plain from told where source = 'dns'")}
        by_capture = {(row["recording"], row["address"])
                      for row in self.select("select recording, address from told where source = 'capture'")}
        named = {}
        for row in self.select("select * from pairings"):
            others = (row["recording"], row["plain"]) in told
            seen = 0 if row["told"] and row["told_before"] else 1 if row["told"] else 2 if others else 3 if row["tls"] \
                else 4 if row["http"] else 5 if (row["recording"], row["address"]) in by_capture else 6
            key = row["recording"], row["address"]
            named[key] = max(seen, named.get(key, 0))
        hosts = {}
        for flow in self.select("select * from outside order by place"):
            host = hosts.setdefault((flow["recording"], flow["address"]), dict(
                address=flow["address"], scope=flow["scope"], packets=0, bytes=0, bytes_out=0, bytes_in=0, clients=[],
                ports=[], first_seen=flow["first_seen"], last_seen=flow["last_seen"], named_by="", names="", wire_bytes=0))
            host["packets"] += flow["packets"]
            host["bytes"] += flow["bytes"]
            host["bytes_out"] += flow["sent"]
            host["bytes_in"] += flow["received"]
            host["wire_bytes"] += flow["wire_bytes"]
            host["clients"].append(flow["home"])
            host["ports"].append(flow["sport"])
            host["first_seen"] = min(host["first_seen"], flow["first_seen"])
            host["last_seen"] = max(host["last_seen"], flow["last_seen"])
            host["names"] = names.get((flow["recording"], flow["plain"]), "")
        for key, host in hosts.items():
            host.update(clients=listed(host["clients"]), ports=listed(host["ports"]), named_by=NAMED_BY[named[key]])
        return sorted(hosts.values(), key=lambda row: (-row["bytes"], address_key(row["address"])))

    def questions(self):
        """Every question of every message, in the order in which the messages were read."""
        for message in sorted(self.rows["dns"], key=lambda row: (self.order[row["capture"]], row["position"])):
            for name, domain, kind in zip(message["names"], message["domains"], message["types"]):
                yield message, name, domain, kind

    def dns(self):
        columns = "number time client server transport dns_id ip_id is_response opcode rcode".split()
        for row in self.rows["dns"]:
            made = {column: row[column] for column in columns}
            made.update(name=row["names"], type=[kind for kind in row["types"] if kind], answers=row["answers"])
            made.update({column: row[column] for column in ("paired_with", "latency", "retransmission")})
            yield made

    def names(self):
        found = {}
        for message, name, domain, kind in self.questions():
            row = found.setdefault(name, dict(
                name=name, registrable_domain=domain, messages=0, queries=0, responses=0, clients=[], types=[], rcodes={},
                answers=[], first_seen=message["time"], last_seen=message["time"], length=length(name),
                labels=len(labels(name)), entropy=float(entropy(name))))
            row["messages"] += 1
            row["responses" if message["is_response"] else "queries"] += 1
            row["clients"].append(message["client"])
            row["types"].append(kind)
            row["first_seen"] = min(row["first_seen"], message["time"])
            row["last_seen"] = max(row["last_seen"], message["time"])
            if message["is_response"]:
                row["rcodes"][message["rcode"]] = row["rcodes"].get(message["rcode"], 0) + 1
                row["answers"] += message["answers"]
        for row in found.values():
            row.update({key: listed(row[key]) for key in ("clients", "types", "answers")})
            row["rcodes"] = ";".join(f"{rcode}:{count}" for rcode, count in row["rcodes"].items())
        return sorted(found.values(), key=lambda row: (-row["messages"], row["name"].encode()))

    def counted(self, key_of):
        """Questions grouped by a key: the columns that queries and domains share."""
        groups = collections.defaultdict(list)
        for question in self.questions():
            groups[key_of(*question)].append(question)
        for key, questions in groups.items():
            messages = [message for message, *_ in questions]
            responses = [message for message in messages if message["is_response"]]
            latencies = sorted(message["latency"] for message in responses
                               if message["latency"] is not None and not message["copy"])
            yield key, [name for _, name, _, _ in questions], messages, [kind for *_, kind in questions], dict(
                messages=len(messages), queries=len(messages) - len(responses), responses=len(responses),
                unanswered=sum(message["unanswered"] for message in messages),
                retransmissions=sum(message["retransmission"] for message in messages if not message["is_response"]),
                nxdomain=sum(message["rcode"] == "NXDOMAIN" for message in responses),
                median_latency=latencies[(len(latencies) - 1) // 2] if latencies else None,
                max_latency=latencies[-1] if latencies else None,
                message_bytes=sum(message["message_bytes"] for message in messages)), dict(
                addresses=len({address for message in responses for address in message["addresses"]}),
                answers=listed(answer for message in responses for answer in message["answers"]),
                first_seen=min(message["time"] for message in messages),
                last_seen=max(message["time"] for message in messages),
                first_frame=min(message["number"] for message in messages))

    def queries(self):
        made = []
        for (client, name, domain), _, _, kinds, counts, answers in self.counted(
                lambda message, name, domain, kind: (message["client"], name, domain)):
            made.append(dict(client=client, name=name, registrable_domain=domain, **counts, types=listed(kinds),
                             length=length(name), longest_label=max(map(len, labels(name)), default=0),
                             entropy=float(entropy(name)), **answers))
        return sorted(made, key=lambda row: (-row["messages"], row["name"].encode(), address_key(row["client"])))

    def domains(self):
        made = []
        for domain, names, messages, _, counts, answers in self.counted(lambda message, name, domain, kind: domain):
            made.append(dict(registrable_domain=domain, distinct_names=len(set(names)),
                             clients=listed(message["client"] for message in messages), **counts,
                             longest_name=max(map(length, names)),
                             longest_label=max(max(map(len, labels(name)), default=0) for name in names),
                             max_entropy=float(max(map(entropy, names))), **answers))
        return sorted(made, key=lambda row: (-row["messages"], row["registrable_domain"].encode()))
