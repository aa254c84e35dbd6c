//! What a constructor is handed: a secret by one of many callers, or by most.

pub struct Place {
    text: String,
}

impl Place {
    pub fn new(text: String) -> Place {
        Place { text }
    }
}

pub fn places(city: String, street: String, house: String, api_key: String) -> [Place; 4] {
    [Place::new(city), Place::new(street), Place::new(house), Place::new(api_key)]
}

pub fn shown(place: &Place) {
    log::info!("{}", place.text);
}

pub struct Kept {
    text: String,
}

impl Kept {
    pub fn new(text: String) -> Kept {
        Kept { text }
    }
}

pub fn keys(city: String, api_key: String) -> [Kept; 2] {
    [Kept::new(city), Kept::new(api_key)]
}

pub fn told(kept: &Kept) {
    log::info!("{}", kept.text); //~ secret-in-log
}
