pub mod http01;
