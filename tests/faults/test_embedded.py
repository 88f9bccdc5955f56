"""Real starts and real kills of the embedded servers."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import psycopg
import pytest

from tests.faults import processes

pytestmark = pytest.mark.slow

HOLD = "from config import embedded; embedded.start_if_needed(); print('up'); import time; time.sleep(300)"
CHECK = """
from config import embedded
embedded.start_if_needed()
import psycopg, redis
with psycopg.connect(host=str(embedded.socket_dir()), user="regulars", dbname="regulars") as connection:
    print(connection.execute("SELECT pg_postmaster_start_time()").fetchone()[0])
redis.Redis.from_url(embedded.redis_url()).ping()
"""


def hold(var: Path, **more: str) -> subprocess.Popen[str]:
    """A process that uses the servers until it is killed."""
    process = processes.start(var, "-c", HOLD, **more)
    assert process.stdout
    line = process.stdout.readline()
    if line != "up\n":
        pytest.fail(line + process.communicate()[0])
    return process


def end(*users: subprocess.Popen[str]) -> None:
    for user in users:
        user.kill()
        user.communicate()


def test_twenty_first_starts_make_one_server(var: Path) -> None:
    starts = [processes.start(var, "-c", CHECK) for _ in range(20)]
    outputs = [start.communicate(timeout=120)[0] for start in starts]
    assert [start.returncode for start in starts] == [0] * 20, outputs
    assert len(set(outputs)) == 1, "all talked to the same server"
    processes.wait_for_nothing(var, 10)


def test_nothing_is_left_when_all_are_killed(var: Path) -> None:
    users = [hold(var) for _ in range(3)]
    assert len(processes.postmasters(var)) == 1
    end(*users)
    processes.wait_for_nothing(var, 5)


def test_the_server_stays_while_one_user_lives(var: Path) -> None:
    first, second = hold(var), hold(var)
    end(first)
    time.sleep(1)
    assert len(processes.postmasters(var)) == 1
    end(second)
    processes.wait_for_nothing(var, 5)


def test_killed_keepers_take_the_servers_along(var: Path) -> None:
    user = hold(var)
    for keeper in processes.named(var, "config.keeper"):
        keeper.kill()
    processes.wait_until(lambda: len(processes.of(var)) == 1, 5, "only the user is left")
    end(user)
    other = hold(var)
    assert len(processes.postmasters(var)) == 1, "the next one starts anew, recovering what was committed"
    end(other)


def test_committed_data_survives_the_kill_of_everything(var: Path) -> None:
    user = hold(var)
    address = f"host={var}/run user=regulars dbname=regulars"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    processes.kill_all(var)
    end(user)
    processes.wait_for_nothing(var, 5)
    user = hold(var)
    with psycopg.connect(address, autocommit=True) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
    end(user)


def test_a_killed_first_start_is_done_again(var: Path) -> None:
    starter = processes.start(var, "-c", HOLD)
    processes.wait_until((var / "pg.new").exists, 20, "initdb has begun")
    processes.kill_all(var)
    end(starter)
    processes.wait_for_nothing(var, 5)
    user = hold(var)
    assert (var / "pg" / "PG_VERSION").exists()
    assert not (var / "pg.new").exists()
    end(user)


@pytest.mark.parametrize(
    ("variable", "value", "left_out"),
    [("DATABASE_URL", "postgresql://a@b/c", "postgres"), ("REDIS_URL", "redis://h", "valkey")],
)
def test_one_variable_starts_just_the_other(var: Path, variable: str, value: str, left_out: str) -> None:
    user = hold(var, **{variable: value})
    keepers = [process.cmdline()[-1] for process in processes.named(var, "config.keeper")]
    assert keepers == [name for name in ("postgres", "valkey") if name != left_out]
    end(user)


def test_a_path_too_long_for_a_socket(var: Path) -> None:
    deep = var / ("a-folder-with-a-long-name" * 5)
    user = hold(deep)
    assert not (deep / "run" / ".s.PGSQL.5432").exists()
    end(user)
    processes.wait_for_nothing(deep, 5)


def test_a_path_with_a_blank_and_a_comma(var: Path) -> None:
    odd = var / "my shop, main"
    done = processes.start(odd, "-c", CHECK)
    output, _ = done.communicate(timeout=60)
    assert done.returncode == 0, output
    processes.wait_for_nothing(odd, 5)


def test_killed_workers_children_do_not_hold_on(var: Path) -> None:
    """A forked child shares its parent's lock: while it lives the server lives, and not longer."""
    code = HOLD.replace("print('up')", "import os; os.fork(); print('up', flush=True)")
    user = processes.start(var, "-c", code)
    assert user.stdout
    user.stdout.readline()
    user.kill()
    time.sleep(1)
    assert len(processes.postmasters(var)) == 1
    os.killpg(user.pid, signal.SIGKILL)
    processes.wait_for_nothing(var, 5)
    user.communicate()
