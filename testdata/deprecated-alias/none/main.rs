fn main() { let _ = "POSTGRES_DSN"; } // no manifest, nothing to do
