mod arms;
mod built;
mod keepers;
mod lists;
mod rows;
mod schema;
mod stores;
mod texts;
