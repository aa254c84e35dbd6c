mod kept;
mod kept_too;
