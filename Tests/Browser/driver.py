"""A client of WebDriver (https://www.w3.org/TR/webdriver2/) for the engines that Playwright does not drive as Debian has
them: WebKit by WebKitWebDriver, over HTTP; Firefox by Marionette, its own end of the protocol, over a socket (geckodriver,
which translates between the two, is no package of Debian)."""

import base64
import glob
import http.client
import json
import os
import pathlib
import shutil
import socket
import tempfile
import time

from stack import free_port, parts

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
KEYS = {"ArrowLeft": "\ue012", "ArrowUp": "\ue013", "ArrowRight": "\ue014", "ArrowDown": "\ue015", "Control": "\ue009",
        "Enter": "\ue007", "Escape": "\ue00c", "Tab": "\ue004", "Shift": "\ue008", "End": "\ue010"}
# Marionette's names of the commands, and the paths of the same over HTTP.
PATHS = {
    "Navigate": "url", "Back": "back", "Forward": "forward", "Refresh": "refresh", "ExecuteScript": "execute/sync",
    "FindElement": "element", "ElementClick": "element/{id}/click", "ElementSendKeys": "element/{id}/value",
    "ElementClear": "element/{id}/clear", "PerformActions": "actions", "SetWindowRect": "window/rect",
    "TakeScreenshot": "screenshot",
}
PATIENCE = 60


class Missing(Exception):
    """What a machine lacks to drive an engine."""


class DriverError(Exception):
    """What an engine answers to a command that fails."""


class Driver:
    """What a test asks an engine to do. Subclasses have `command(name, **parameters)` and `stop()`."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="descry-engine-", dir="/tmp"))
        self.processes = []

    def start(self, command, **options):
        self.processes.append(parts.start(command, self.folder / "log", **options))

    def wait_for(self, condition, what):
        end = time.monotonic() + PATIENCE
        while not (found := condition()):
            if time.monotonic() > end or any(process.poll() is not None for process in self.processes):
                raise RuntimeError(f"{what} is not there: {(self.folder / 'log').read_text(errors='replace')[-2000:]}")
            time.sleep(0.05)
        return found

    def end_processes(self):
        while self.processes:
            parts.end(self.processes.pop())
        shutil.rmtree(self.folder, ignore_errors=True)

    def open(self, address):
        self.command("Navigate", url=address)

    def evaluate(self, expression, *arguments):
        """The value of a JavaScript expression; promises are waited for."""
        return self.command("ExecuteScript", script=f"return ({expression});", args=list(arguments))

    def find(self, selector):
        """The first element that fits; WebKit's driver answers before a page of the same address is loaded again."""
        self.wait_for(lambda: self.evaluate(f"document.querySelector({json.dumps(selector)}) !== null"), selector)
        return self.command("FindElement", using="css selector", value=selector)[ELEMENT]

    def click(self, selector):
        self.command("ElementClick", id=self.find(selector))

    def fill(self, selector, text):
        element = self.find(selector)
        self.command("ElementClear", id=element)
        self.command("ElementSendKeys", id=element, text=text)

    def press(self, *keys):
        """Presses keys together: the last one, with those before it held."""
        signs = [KEYS.get(key, key) for key in keys]
        actions = [{"type": "keyDown", "value": sign} for sign in signs]
        actions += [{"type": "keyUp", "value": sign} for sign in reversed(signs)]
        self.command("PerformActions", actions=[{"type": "key", "id": "keyboard", "actions": actions}])

    def resize(self, width, height):
        self.command("SetWindowRect", width=width, height=height)

    def screenshot(self, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(self.command("TakeScreenshot", full=False)))


class WebKit(Driver):
    """WebKitGTK's small browser, on a screen of its own (it has no headless mode)."""

    def __init__(self):
        browser = next(iter(sorted(glob.glob("/usr/lib/*/webkit2gtk-4.*/MiniBrowser"), reverse=True)), None)
        for name, package in (("WebKitWebDriver", "webkit2gtk-driver"), ("Xvfb", "xvfb")):
            if not shutil.which(name):
                raise Missing(f"no {name} on this machine (Debian's {package})")
        if not browser:
            raise Missing("no MiniBrowser of WebKitGTK on this machine (Debian's webkit2gtk-driver)")
        super().__init__()
        try:
            read, write = os.pipe()
            self.start(["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x1000x24"], pass_fds=[write])
            os.close(write)
            with os.fdopen(read) as display:
                number = display.readline().strip()
            self.port = free_port()
            self.start(
                [shutil.which("WebKitWebDriver"), f"--port={self.port}"],
                # The page is ours; bubblewrap, the sandbox, does not work in most containers.
                env={**os.environ, "DISPLAY": f":{number}", "WEBKIT_FORCE_SANDBOX": "0", "LIBGL_ALWAYS_SOFTWARE": "1",
                     "GDK_BACKEND": "x11", "HOME": str(self.folder), "NO_AT_BRIDGE": "1"})
            self.wait_for(self.is_listening, "WebKitWebDriver")
            session = self.ask("POST", "/session", {"capabilities": {"alwaysMatch": {
                "acceptInsecureCerts": True, "webkitgtk:browserOptions": {"binary": browser, "args": ["--automation"]}}}})
            self.path = f"/session/{session['sessionId']}"
            self.version = "WebKit " + session["capabilities"].get("browserVersion", "")
        except BaseException:
            self.end_processes()
            raise

    def is_listening(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
            return True
        except OSError:
            return False

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, None if body is None else json.dumps(body), {"Content-Type": "application/json"})
            response = connection.getresponse()
            value = json.loads(response.read())["value"]
        finally:
            connection.close()
        if response.status != 200:
            raise DriverError(f"{value['error']}: {value['message']}")
        return value

    def command(self, name, **parameters):
        path = f"{self.path}/{PATHS[name].format(**parameters)}"
        return self.ask("GET", path) if name == "TakeScreenshot" else self.ask("POST", path, parameters)

    def stop(self):
        try:
            self.ask("DELETE", self.path)
        finally:
            self.end_processes()


class Firefox(Driver):
    """Firefox without a window, by Marionette (https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html)."""

    PREFERENCES = {
        # A free port, which it writes into its profile.
        "marionette.port": 0,
        # Nothing but the page is to be loaded.
        "app.update.disabledForTesting": True, "browser.startup.page": 0, "datareporting.policy.dataSubmissionEnabled": False,
        "toolkit.telemetry.server": "", "app.normandy.enabled": False, "network.captive-portal-service.enabled": False,
        "network.connectivity-service.enabled": False, "extensions.getAddons.cache.enabled": False,
        "services.settings.server": "data:,", "browser.shell.checkDefaultBrowser": False,
    }

    def __init__(self):
        browser = shutil.which("firefox-esr") or shutil.which("firefox")
        if not browser:
            raise Missing("no Firefox on this machine (Debian's firefox-esr)")
        super().__init__()
        profile = self.folder / "profile"
        profile.mkdir()
        (profile / "user.js").write_text("".join(
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in self.PREFERENCES.items()))
        self.socket = None
        try:
            self.start([browser, "--headless", "--marionette", "--no-remote", "--profile", str(profile)],
                       env={**os.environ, "HOME": str(self.folder), "MOZ_DISABLE_CONTENT_SANDBOX": "1"})
            port = self.wait_for(lambda: self.port_in(profile / "MarionetteActivePort"), "Firefox")
            self.socket = socket.create_connection(("127.0.0.1", port), 60)
            self.stream = self.socket.makefile("rb")
            self.read()
            self.number = 0
            session = self.send("WebDriver:NewSession", {"acceptInsecureCerts": True})
            self.version = "Firefox " + session["capabilities"]["browserVersion"]
        except BaseException:
            self.end_processes()
            raise

    @staticmethod
    def port_in(path):
        return int(path.read_text()) if path.exists() and path.read_text() else None

    def read(self):
        """A packet: its length in decimal digits, a colon, JSON."""
        length = b""
        while (digit := self.stream.read(1)) != b":":
            if not digit:
                raise DriverError("Firefox has closed the connection")
            length += digit
        return json.loads(self.stream.read(int(length)))

    def send(self, name, parameters):
        self.number += 1
        packet = json.dumps([0, self.number, name, parameters]).encode()
        self.socket.sendall(b"%d:%s" % (len(packet), packet))
        _, number, error, result = self.read()
        if number != self.number:
            raise DriverError(f"the answer {number} to the command {self.number}")
        if error:
            raise DriverError(f"{error['error']}: {error['message']}")
        return result

    def command(self, name, **parameters):
        result = self.send(f"WebDriver:{name}", parameters)
        return result.get("value") if isinstance(result, dict) and set(result) == {"value"} else result

    def stop(self):
        try:
            self.send("Marionette:Quit", {"flags": ["eForceQuit"]})
        finally:
            self.socket.close()
            self.end_processes()
