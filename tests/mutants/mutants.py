#!/usr/bin/env python3
"""Deliberate defects, one at a time: the tests that are named with each must notice it.

    make mutants                       all of tests/mutants/*.list
    make mutants ONLY=base/folder.c    those whose file, tests or text hold this

A list is blocks between blank lines; # begins a remark. A block is, in order:

    pipeline/base/lock.c: base/test_folder cases/rechten     where, and who must notice
    - if (still_named(fd, lock->path)) {                     exactly once in that file, whatever the
    + if (true) {                                            indentation; no + lines: taken out
    ~ why it changes nothing                                 then the tests must pass with it

A first line that is left out is the one of the block above. Tests are unit tests (<room>/test_<name>),
golden cases (cases/<name>) and the strikes at publishing alone (crash/small). A text that is not found
exactly once, a test that fails without a defect, and a room without a mutant are failures too.

A defect costs one compilation: its object is linked in front of the library, which then gives the rest. One in
a header is seen by a unit test, which is translated with it, as are the files of its folder that include it.
"""
import collections, concurrent.futures, glob, os, re, shlex, shutil, signal, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = sys.argv[1]  # or --texts: only whether each text is found once, as make layers asks
OBJECTS = f"{BUILD}/mutants"  # of the tests
ONLY = os.environ.get("ONLY", "")
CC, FLAGS, LIBRARIES = (shlex.split(os.environ.get(name, "")) for name in ("CC", "FLAGS", "LIBRARIES"))
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # for the files of the tests; programs may be forbidden
PATIENCE = 20  # seconds, and ten times what the test took without a defect: one that hangs has noticed

Mutant = collections.namedtuple("Mutant", "where file tests old new reason")


def fail(where, what):
    sys.exit(f"{where}: {what}")


def read_list(path):
    file, tests = None, []
    with open(path, encoding="utf-8") as stream:
        blocks = re.split(r"\n\s*\n", re.sub(r"(?m)^#.*\n", "", stream.read()).strip())
    for block in blocks:
        lines = {"-": [], "+": [], "~": []}
        for line in block.split("\n"):
            if line[:1] in lines and line[1:2] in ("", " "):
                lines[line[0]].append(line[2:].strip())
            else:
                file, _, names = line.partition(":")
                tests = names.split()
        where = f"{os.path.relpath(path)}: {file}: {' / '.join(lines['-'])} -> {' / '.join(lines['+'])}"
        if not file or not tests or not lines["-"]:
            fail(where, "verwacht een bestand, toetsen en een tekst")
        yield Mutant(where, file, tests, lines["-"], lines["+"], " ".join(lines["~"]))


def defective(mutant):
    """The source with the defect in it."""
    if not os.path.exists(mutant.file):
        return None, "het bestand is er niet"
    with open(mutant.file, encoding="utf-8") as stream:
        source = stream.read()
    pattern = r"\s*\n\s*".join(map(re.escape, mutant.old))
    found = list(re.finditer(pattern, source))
    if len(found) != 1:
        return None, f"verwacht deze tekst 1 keer, gevonden {len(found)} keer"
    at = found[0]
    return source[: at.start()] + "\n".join(mutant.new) + source[at.end() :], None


def run(command, patience=300, **others):
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               errors="replace", start_new_session=True, **others)
    try:
        said, _ = process.communicate(timeout=patience)
        return process.returncode == 0, said
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return False, "te lang\n"


def link(program, objects):
    made, said = run(CC + ["-o", program] + objects + [f"{BUILD}/libgen.a", f"{BUILD}/libpnc.a", "-lcmocka"] + LIBRARIES)
    return made or fail(program, said)


def translate(source, object, *flags):
    return run(CC + list(flags) + FLAGS + ["-c", source, "-o", object])


def passes(test, scratch, defect=(), replaced=None, patience=300):
    """Whether the test passes with these objects linked in front, in the place of `replaced`."""
    with tempfile.TemporaryDirectory(prefix="pnc-mutant-", dir=MEMORY, ignore_cleanup_errors=True) as files:
        return passes_in(test, scratch, defect, replaced, patience, {**os.environ, "TMPDIR": files})


def passes_in(test, scratch, defect, replaced, patience, quiet):
    kind, name = test.split("/", 1)
    if kind not in ("cases", "crash"):
        own = f"{OBJECTS}/tests/unit/{test}.o"
        link(f"{scratch}/test", [object for object in [own] if object != replaced] + list(defect))
        return run([f"{scratch}/test"], patience, env=quiet)
    if kind == "crash":
        link(f"{scratch}/{name}_run", [f"{OBJECTS}/tests/crash/{name}_run.o"] + list(defect))
        return run([f"{BUILD}/tests/crash/crash", name, f"{scratch}/{name}_run"], patience, env=quiet)
    main = f"{BUILD}/pipeline/main.o"
    link(f"{scratch}/pnc", [object for object in [main] if object != replaced] + list(defect))
    for beside in ("gen", "tests"):
        if not os.path.lexists(f"{scratch}/{beside}"):
            os.symlink(os.path.abspath(f"{BUILD}/{beside}"), f"{scratch}/{beside}")
    return run(["tests/cases/run.sh", scratch, name], patience, env=quiet)


def includers(header):
    """The files of its folder that include it, themselves or by another header of the folder."""
    includes = {}
    for path in sorted(glob.glob(f"{os.path.dirname(header)}/*.[ch]")):
        with open(path, encoding="utf-8") as stream:
            includes[path] = set(re.findall(r'#include "(.*)"', stream.read()))
    having = {header}
    while more := {path for path, of in includes.items() if of & having} - having:
        having |= more
    return sorted(path for path in having if path.endswith(".c"))


def objects_of(mutant, source, test, scratch):
    """What the defect is in, translated: (objects, the object that they replace), or None and what was said."""
    path = f"{scratch}/{mutant.file}"
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(source)
    sources = [path]
    if mutant.file.endswith(".h"):
        sources = [f"tests/unit/{test}.c"] + includers(mutant.file)
    objects = [f"{scratch}/{number}.o" for number in range(len(sources))]
    for of, object in zip(sources, objects):
        made, said = translate(of, object, f"-I{scratch}")
        if not made:
            return None, said
    if mutant.file.endswith(".h"):
        return objects, f"{OBJECTS}/{sources[0][:-2]}.o"
    return objects, f"{BUILD}/{mutant.file[:-2]}.o"


def try_one(mutant, seconds):
    """What is wrong with it, or None."""
    source, wrong = defective(mutant)
    if wrong:
        return wrong
    deaf, noticed = [], []
    for test in mutant.tests:
        scratch = tempfile.mkdtemp(prefix="pnc-mutant-")
        try:
            objects, replaced = objects_of(mutant, source, test, scratch)
            if not objects:
                return "wordt niet vertaald:\n" + replaced
            ok, _ = passes(test, scratch, objects, replaced, PATIENCE + 10 * seconds[test])
            (deaf if ok else noticed).append(test)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    if mutant.reason:
        return f"zou niets veranderen, maar {noticed[0]} merkt het" if noticed else None
    return f"niet gemerkt door {' '.join(deaf)}" if deaf else None


def timed(mutant, seconds):
    began = time.time()
    return mutant, try_one(mutant, seconds), time.time() - began


def try_clean(test):
    scratch, began = tempfile.mkdtemp(prefix="pnc-mutant-"), time.time()
    try:
        passed, said = passes(test, scratch)
        return test, time.time() - began, None if passed else "mislukt zonder fout erin:\n" + said
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def room_of(file):
    parts = file.split("/")
    return "stages" if parts[0] == "stages" else parts[1] if len(parts) > 2 else "driver"


def rooms():
    with open(f"{HERE}/../lint/rooms.txt", encoding="utf-8") as stream:
        names = [line.split(":")[0].strip() for line in stream if not line.startswith("#") and ":" in line]
    return [name.replace("/*", "") for name in names if name != "main"]


def check_texts(mutants):
    wrong = [f"{m.where}: {defective(m)[1]}" for m in mutants if defective(m)[1]]
    print("\n".join(wrong), end="\n" if wrong else "")
    sys.exit(1 if wrong else 0)


def main():
    began = time.time()
    n_workers = len(os.sched_getaffinity(0))
    mutants = [m for path in sorted(glob.glob(f"{HERE}/*.list")) for m in read_list(path)]
    mutants = [m for m in mutants if ONLY in " ".join([m.where, *m.tests])]
    if BUILD == "--texts":
        check_texts(mutants)
    tests = sorted({test for m in mutants for test in m.tests})
    units = [t for t in tests if not t.startswith(("cases/", "crash/"))]
    crash = [f"{OBJECTS}/tests/{t}_run.o" for t in tests if t.startswith("crash/")]
    subprocess.run(["make", "--no-print-directory", "-s", f"-j{n_workers}"] + [f"{OBJECTS}/tests/unit/{t}.o" for t in units] + crash
                   + [f"{BUILD}/tests/crash/crash"] * bool(crash), check=True)
    n_wrong, slowest = 0, (0, "")
    with concurrent.futures.ThreadPoolExecutor(n_workers) as workers:
        seconds = {}
        for test, seconds[test], wrong in workers.map(try_clean, tests):
            if wrong:
                fail(test, wrong)
        for mutant, wrong, took in workers.map(lambda m: timed(m, seconds), mutants):
            slowest = max(slowest, (took, mutant.where))
            if wrong:
                n_wrong += 1
                print(f"not ok: {mutant.where}\n    {wrong}", flush=True)
    per_room = collections.Counter(room_of(m.file) for m in mutants)
    empty = [] if ONLY else [room for room in rooms() if not per_room[room]]
    n_same = sum(bool(m.reason) for m in mutants)
    print(", ".join(f"{room} {n}" for room, n in per_room.items()))
    print(f"{len(mutants)} mutants: {len(mutants) - n_same - n_wrong} noticed, {n_same} change nothing,"
          f" {n_wrong} not right; {time.time() - began:.0f} s, of which {slowest[0]:.0f} for {slowest[1]}")
    for room in empty:
        print(f"not ok: no mutant in {room}")
    sys.exit(1 if n_wrong or empty else 0)


if __name__ == "__main__":
    main()
