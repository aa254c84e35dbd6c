//! A D-Bus session with a real gnome-keyring, apart from the one of whoever runs the tests.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use dbus_secret_service::{EncryptionType, SecretService as Service};

const HOME: &str = "VAULT_TEST_KEYRING_HOME";
const TOOLS: &str = "dbus-run-session and gnome-keyring-daemon; see tests/setup.sh";

/// A bus that starts no daemon of its own when one is asked for: the tests say when there is one.
const BUS: &str = "<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
    <policy context='default'><allow send_destination='*'/><allow receive_sender='*'/><allow own='*'/></policy>
    </busconfig>";

/// Runs `test` of this program again, in a session of its own. In there it gets the session's folder.
pub fn in_session(test: &str, inside: impl FnOnce(&Path)) {
    if let Some(home) = std::env::var_os(HOME) {
        return inside(Path::new(&home));
    }
    let home = tempfile::tempdir().expect("a scratch folder");
    let config = home.path().join("bus.conf");
    std::fs::write(&config, BUS).expect("written");
    let status = Command::new("dbus-run-session")
        .arg("--config-file")
        .arg(config)
        .arg("--")
        .arg(std::env::current_exe().expect("this test"))
        .args(["--exact", test, "--nocapture"])
        .envs([(HOME, home.path()), ("HOME", home.path()), ("XDG_RUNTIME_DIR", home.path())])
        .env_remove("XDG_DATA_HOME")
        .env_remove("DISPLAY")
        .status()
        .expect(TOOLS);
    assert!(status.success(), "{test} failed inside its session");
}

/// A running daemon; it ends with this value.
pub struct Daemon {
    child: Child,
}

impl Daemon {
    /// Starts a daemon whose default collection is made or unlocked with the password of these tests.
    pub fn unlocked(home: &Path) -> Self {
        let mut child = Command::new("gnome-keyring-daemon")
            .args(["--foreground", "--replace", "--unlock", "--components=secrets", "--control-directory"])
            .arg(control(home))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect(TOOLS);
        child.stdin.take().expect("a pipe").write_all(b"of these tests only").expect("a password");
        let daemon = Self { child };
        daemon.wait();
        daemon
    }

    fn wait(&self) {
        let end = Instant::now() + Duration::from_secs(20);
        while !unlocked() {
            assert!(Instant::now() < end, "the keyring daemon does not come up");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Locks the default collection, as a session does when its owner leaves.
    pub fn lock(&self) {
        let service = Service::connect(EncryptionType::Plain).expect("a service");
        service.get_default_collection().and_then(|collection| collection.lock()).expect("locked");
    }

    /// Sends a signal by name, as in `STOP` and `KILL`.
    pub fn signal(&self, name: &str) {
        let status = Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status();
        assert!(status.expect("kill").success());
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn control(home: &Path) -> PathBuf {
    home.join("control")
}

fn unlocked() -> bool {
    let Ok(service) = Service::connect(EncryptionType::Plain) else { return false };
    service.get_default_collection().and_then(|collection| collection.is_locked()).is_ok_and(|locked| !locked)
}
