-- Wallets are looked for by how their names begin, whatever the case, and listed in this order: by bytes, so that a page is a range
-- of the index. An entry of an index may be 2,704 bytes, and a name 1,000 characters.
create index wallet_profiles_name on wallet_profiles (left(lower(name), 100) collate "C", wallet_id);
