use quick_protobuf::sizeofs::*;

pub struct Message {
    pub passphrase: String,
    pub password: Vec<u8>,
}

pub fn size(message: &Message) -> usize {
    sizeof_len(message.passphrase.len())
}
