"""The sheets of 台账.xlsx and 考核得分表.xlsx: what is a row of each, its columns, and what stands in them."""
