//! The environment behind a trait, as services do it to be testable.
use std::collections::HashMap;
use std::env;
use std::ffi::OsString;

pub trait Env {
    fn var_os(&self, key: &str) -> Option<OsString>;

    fn text(&self, key: &str) -> Option<String> {
        self.var_os(key)?.into_string().ok()
    }
}

pub struct OsEnv;

impl Env for OsEnv {
    fn var_os(&self, key: &str) -> Option<OsString> {
        env::var_os(key)
    }
}

pub struct FakeEnv(HashMap<String, OsString>);

impl Env for FakeEnv {
    fn var_os(&self, key: &str) -> Option<OsString> {
        self.0.get(key).cloned()
    }
}

fn of_impl(env: &impl Env) {
    let _ = env.text("IMPL_PASSWORD"); //~ env-read
    let _ = env.text("IMPL_HOST");
}

fn of_dyn(env: &dyn Env) {
    let _ = env.text("DYN_PASSWORD"); //~ env-read
}

fn of_parameter<E: Env>(env: &E) {
    let _ = env.var_os("PARAMETER_PASSWORD"); //~ env-read
}

fn of_where<E>(env: &E)
where
    E: Env,
{
    let _ = env.var_os("WHERE_PASSWORD"); //~ env-read
}

struct Boxed {
    env: Box<dyn Env>,
}

impl Boxed {
    fn load(&self) {
        let _ = self.env.text("BOXED_PASSWORD"); //~ env-read
        let _ = self.env.text("BOXED_PORT");
    }
}

struct Generic<E: Env> {
    env: E,
}

impl<E: Env> Generic<E> {
    fn load(&self) {
        let _ = self.env.text("GENERIC_PASSWORD"); //~ env-read
    }
}

/// A trait of the same shape that has nothing to do with the environment.
trait Cache {
    fn fetch(&self, key: &str) -> Option<String>;
}

struct Memory(HashMap<String, String>);
struct Nothing;

impl Cache for Memory {
    fn fetch(&self, key: &str) -> Option<String> {
        self.0.get(key).cloned()
    }
}

impl Cache for Nothing {
    fn fetch(&self, _: &str) -> Option<String> {
        None
    }
}

fn cached(cache: &dyn Cache) {
    let _ = cache.fetch("CACHED_API_TOKEN");
}
