diesel::table! {
    guests (id) {
        id -> Uuid,
        email -> Text,
        password -> Text,
    }
}

diesel::table! {
    visitors (id) {
        id -> Uuid,
        email -> Text,
        password -> Text, //~ plaintext-column
    }
}
