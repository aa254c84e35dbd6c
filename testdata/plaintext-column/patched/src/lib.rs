mod asked;
mod bare;
mod parts;
mod prepared;
