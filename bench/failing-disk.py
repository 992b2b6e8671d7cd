#!/usr/bin/env python3
"""How often a disk that fails loses what it said it had kept (docs/decisions/0037).

    bench/failing-disk.py <nothing|write|time|attribute> <disks>        (Linux, root, python3, e2fsprogs)

A process saves two rows at a time in SQLite (log, synchronous = FULL), asks the disk as the first word says, and only then acknowledges the row. After half a second the kernel
makes the disk read-only, as it does when one fails. The process is killed, the disk is mounted again, and the last row that was acknowledged is looked for.
"""
import errno
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

SECOND = 10 ** 9  # Rows of a transaction are n and n + SECOND.


def save(path, ask):
    database = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = wal", "synchronous = full", "wal_autocheckpoint = 0"):
        database.execute(f"pragma {pragma}")
    database.execute("create table if not exists rows (id integer primary key, text blob)")
    text, log = os.urandom(300), path + "-wal"
    with os.fdopen(1, "wb", 0) as acknowledged:
        for row in range(1, SECOND):
            database.execute("begin immediate")
            database.executemany("insert into rows values (?, ?)", [(row, text), (row + SECOND, text)])
            database.execute("commit")
            if ask == "write":
                file = os.open(log, os.O_WRONLY)
                os.pwrite(file, b"", 0)
                os.close(file)
            elif ask == "time":
                os.utime(log)
            elif ask == "attribute":
                try:
                    os.removexattr(path, "user.reports")
                except OSError as error:
                    if error.errno != errno.ENODATA:
                        raise
            acknowledged.write(b"%d\n" % row)


def loses(ask, folder):
    """The last row that one disk had acknowledged, and whether it lost it."""
    image = folder + ".img"
    subprocess.run(["truncate", "-s", "64M", image], check=True)
    subprocess.run(["mkfs.ext4", "-q", "-F", "-m", "0", image], check=True)
    subprocess.run(["mount", "-o", "loop", image, folder], check=True)
    path, last = os.path.join(folder, "rows.db"), [0]
    process = subprocess.Popen([sys.executable, __file__, "save", path, ask], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def read():
        for line in process.stdout:
            last[0] = int(line)

    reader = threading.Thread(target=read)
    reader.start()
    while last[0] == 0 and process.poll() is None:
        time.sleep(0.01)
    time.sleep(0.3 + 0.4 * random.random())
    if process.poll() is not None:
        subprocess.run(["umount", folder], check=True)
        sys.exit("The process that saves has ended.")
    subprocess.run(["mount", "-o", "remount,abort", folder], check=True)
    time.sleep(0.2)
    process.kill()
    process.wait()
    reader.join()
    subprocess.run(["umount", folder], check=True)
    subprocess.run(["mount", "-o", "loop", image, folder], check=True)
    database = sqlite3.connect(path)
    stored, = database.execute("select max(id) from rows where id < ?", (SECOND,)).fetchone()
    database.close()
    subprocess.run(["umount", folder], check=True)
    os.remove(image)
    return last[0], (stored or 0) < last[0]


if sys.argv[1] == "save":
    save(*sys.argv[2:4])
elif sys.argv[1] not in ("nothing", "write", "time", "attribute"):
    sys.exit(__doc__)
else:
    with tempfile.TemporaryDirectory() as place:
        disks = [loses(sys.argv[1], place) for _ in range(int(sys.argv[2]))]
    print(f"| {sys.argv[1]} | {len(disks)} | {sum(rows for rows, _ in disks)} | {sum(lost for _, lost in disks)} |")
