//! A struct is a row of the table with the longest name that its own holds.

/// A session, not a client.
pub fn open(raw: &str) -> Kept {
    keep(ClientSession { id: 1, api_token: sha256_hex(raw) })
}

/// What a guest claims is no guest.
pub fn claim(raw: &str) -> Answer {
    answer(GuestClaims { name: "x", refresh_token: sha256_hex(raw) })
}

/// A member, whatever is done with it.
pub fn join(raw: &str) -> Kept {
    keep(NewMemberRow { id: 1, refresh_token: sha256_hex(raw) })
}

/// The only table of grants.
pub fn grant(raw: &str) -> Kept {
    keep(Grant { id: 1, bot_token: sha256_hex(raw) })
}

/// What channels are made of.
pub fn add(raw: &str) -> Kept {
    keep(ChannelToCreate { id: 1, webhook_secret: encrypt(raw) })
}
