# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers of a site on loopback, in a folder of their own; each ends with the context that started it."""
import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import time
from pathlib import Path

POSTGRESQL = sorted(Path("/usr/lib/postgresql").glob("*/bin")) or [Path("/nonexistent")]


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_until(what, ready, seconds=30):
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(0.1)


@contextlib.contextmanager
def running(*command, **options):
    process = subprocess.Popen(list(map(str, command)), stdin=subprocess.DEVNULL, **options)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class ClickHouse:
    """Servers of one cluster `weir`."""

    def __init__(self, folder, count):
        self.folder = Path(folder)
        self.ports = [free_port() for _ in range(count)]
        self.http = [free_port() for _ in range(count)]

    @contextlib.contextmanager
    def started(self):
        shards = "".join(f"<shard><replica><host>127.0.0.1</host><port>{port}</port></replica></shard>" for port in self.ports)
        with contextlib.ExitStack() as stack:
            for port, http in zip(self.ports, self.http):
                home = self.folder / f"clickhouse{port}"
                home.mkdir()
                (home / "users.xml").write_text(
                    "<yandex><profiles><default><max_memory_usage>2000000000</max_memory_usage></default></profiles><users>"
                    "<default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile>"
                    "<quota>default</quota></default></users><quotas><default></default></quotas></yandex>")
                (home / "config.xml").write_text(
                    f"<yandex><logger><level>warning</level><log>{home}/log</log><errorlog>{home}/errors</errorlog></logger>"
                    f"<http_port>{http}</http_port><tcp_port>{port}</tcp_port><listen_host>127.0.0.1</listen_host>"
                    f"<path>{home}/data/</path><tmp_path>{home}/tmp/</tmp_path><users_config>users.xml</users_config>"
                    "<default_profile>default</default_profile><default_database>default</default_database>"
                    "<mark_cache_size>67108864</mark_cache_size>"
                    f"<remote_servers><weir>{shards}</weir></remote_servers></yandex>")
                stack.enter_context(running("clickhouse-server", f"--config-file={home}/config.xml",
                                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
            for port in self.ports:
                wait_until("clickhouse-server", lambda port=port: self.client(port, "select 1", check=False).returncode == 0)
            yield self

    @staticmethod
    def client(port, query=None, check=True, **options):
        command = ["clickhouse-client", "--host", "127.0.0.1", "--port", str(port)]
        command += ["--query", query] if query else ["--multiquery"]
        return subprocess.run(command, capture_output=True, text=True, check=check,
                              **({"stdin": subprocess.DEVNULL} if "input" not in options else {}), **options)

    def run(self, script):
        """A file of statements, on every server."""
        for port in self.ports:
            done = self.client(port, input=Path(script).read_text(), check=False)
            assert done.returncode == 0, f"{script}: {done.stderr}"

    def servers(self):
        return " ".join(f"127.0.0.1:{port}" for port in self.http)


class PostgreSQL:
    def __init__(self, folder):
        self.folder = Path(folder) / "postgresql"
        self.user = pwd.getpwnam("postgres")
        self.environment = dict(os.environ, PGHOST=str(self.folder), PGPORT="5432", PGUSER="weir", PGDATABASE="postgres")

    @contextlib.contextmanager
    def started(self):
        self.folder.mkdir()
        os.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
        as_user = dict(user=self.user.pw_uid, group=self.user.pw_gid, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                       cwd=self.folder)
        subprocess.run([POSTGRESQL[-1] / "initdb", "-D", "data", "-A", "trust", "-U", "weir"], check=True, **as_user)
        with running(POSTGRESQL[-1] / "postgres", "-D", self.folder / "data", "-c", "listen_addresses=", "-c",
                     f"unix_socket_directories={self.folder}", "-c", "fsync=off", **as_user):
            wait_until("postgresql", lambda: self.psql("select 1", check=False).returncode == 0)
            yield self

    def psql(self, query=None, check=True, file=None):
        command = ["psql", "-qAt", "--no-psqlrc", "-v", "ON_ERROR_STOP=1"] + (["-f", str(file)] if file else ["-c", query])
        return subprocess.run(command, capture_output=True, text=True, check=check, env=self.environment)


class Slurm:
    """A controller and one node, with an authentication of their own."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.environment = dict(os.environ, SLURM_CONF=str(self.folder / "slurm.conf"))

    @contextlib.contextmanager
    def started(self):
        here, host = self.folder, socket.gethostname()
        for name in ("spool", "state"):
            (here / name).mkdir()
        key = here / "munge.key"
        key.write_bytes(os.urandom(1024))
        key.chmod(0o400)
        (here / "slurm.conf").write_text(f"""ClusterName=weir
SlurmctldHost={host}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={here}/munge.socket
CredType=cred/munge
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
ReturnToService=2
SlurmctldPidFile={here}/slurmctld.pid
SlurmdPidFile={here}/slurmd.pid
SlurmdSpoolDir={here}/spool
StateSaveLocation={here}/state
SlurmctldPort={free_port()}
SlurmdPort={free_port()}
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0
NodeName={host} NodeAddr=127.0.0.1 CPUs={os.cpu_count()} RealMemory=6000 State=UNKNOWN
PartitionName=all Nodes={host} Default=YES MaxTime=INFINITE State=UP OverSubscribe=NO
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
""")
        quiet = dict(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        logs = {name: open(here / f"{name}.log", "w") for name in ("slurmctld", "slurmd")}
        with contextlib.ExitStack() as stack:
            for log in logs.values():
                stack.callback(log.close)
            stack.enter_context(running("munged", "--foreground", "--force", "--key-file", key, "--socket",
                                        here / "munge.socket", "--pid-file", here / "munge.pid", "--log-file",
                                        here / "munge.log", "--seed-file", here / "munge.seed", **quiet))
            wait_until("munged", lambda: (here / "munge.socket").exists())
            stack.enter_context(running("slurmctld", "-D", "-f", here / "slurm.conf", env=self.environment,
                                        stdout=logs["slurmctld"], stderr=subprocess.STDOUT))
            stack.enter_context(running("slurmd", "-D", "-f", here / "slurm.conf", "-N", host, env=self.environment,
                                        stdout=logs["slurmd"], stderr=subprocess.STDOUT))
            wait_until("a node that is idle", lambda: "idle" in self.run("sinfo", "-h", "-o", "%t").stdout)
            yield self

    def run(self, *command, **options):
        return subprocess.run(list(map(str, command)), capture_output=True, text=True, env=dict(self.environment, **options.pop("env", {})),
                              **options)


def missing():
    """What a site takes and this machine lacks."""
    programs = ["clickhouse-server", "clickhouse-client", "slurmctld", "slurmd", "sbatch", "munged", "psql", "curl", "editcap"]
    lacking = [one for one in programs if not shutil.which(one)]
    if not POSTGRESQL[-1].is_dir():
        lacking.append("postgresql")
    if os.geteuid() != 0:
        lacking.append("the rights of root")
    return lacking
