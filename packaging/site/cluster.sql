-- What views.sql reads: every table of all servers of the cluster `weir`, as each server's configuration names it. On one
-- server alone, single.sql takes its place.
create table if not exists all_captures as captures engine = Distributed(weir, currentDatabase(), captures);
create table if not exists all_flows as flows engine = Distributed(weir, currentDatabase(), flows);
create table if not exists all_told as told engine = Distributed(weir, currentDatabase(), told);
create table if not exists all_dns as dns engine = Distributed(weir, currentDatabase(), dns);
create table if not exists all_tls as tls engine = Distributed(weir, currentDatabase(), tls);
create table if not exists all_http as http engine = Distributed(weir, currentDatabase(), http);
create table if not exists all_files as files engine = Distributed(weir, currentDatabase(), files);
create table if not exists all_findings as findings engine = Distributed(weir, currentDatabase(), findings);
create table if not exists all_clients as clients engine = Distributed(weir, currentDatabase(), clients);
create table if not exists all_events as events engine = Distributed(weir, currentDatabase(), events);
create table if not exists all_contacts as contacts engine = Distributed(weir, currentDatabase(), contacts);
