mod inner;
