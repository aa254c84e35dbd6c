fn main() {
    log::info!("{}", util::conf()); //~ secret-in-log
}
