// secret-guard: allow(unused-suppression)
//~^ bad-suppression
