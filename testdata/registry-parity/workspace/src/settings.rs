pub fn read() {
    let _ = std::env::var("DATABASE_PASSWORD");
    let _ = std::env::var("PAYMENT_API_KEY"); //~ registry-parity
    let _ = std::env::var("HOME");
    for name in ["PAYMENT_API_KEY", "REFUND_API_KEY"] {
        let _ = std::env::var(name); //~ registry-parity
    }
}
