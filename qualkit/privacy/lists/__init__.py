"""Lists of words and names that come with qualkit; what each is stands in its first line or in `README.md`."""
