-- What a client printed: `SHOW CREATE TABLE`.
| customer | CREATE TABLE `customer` (
  `id` int NOT NULL,
  `password_hash` varchar(250) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=latin1 |

| otp   | CREATE TABLE `otp` (
  `id` int NOT NULL,
  `otp` int NOT NULL, --~ plaintext-column
  `status` int NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=latin1 |
