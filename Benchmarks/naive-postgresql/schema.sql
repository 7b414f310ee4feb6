-- The design that gift features usually begin with: mutable balances and one transaction a gift.
CREATE TABLE wallet (id bigint PRIMARY KEY, balance bigint NOT NULL CHECK (balance >= 0));
CREATE TABLE earnings (id bigint PRIMARY KEY, balance bigint NOT NULL);
CREATE TABLE gift (id bigint PRIMARY KEY, price bigint NOT NULL, usage_count bigint NOT NULL);
CREATE TABLE gift_transaction (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, sender bigint NOT NULL,
  receiver bigint NOT NULL, gift bigint NOT NULL, coins bigint NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX ON gift_transaction (sender, created_at);
CREATE INDEX ON gift_transaction (receiver, created_at);
CREATE TABLE ledger (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, account bigint NOT NULL,
  amount bigint NOT NULL, gift_transaction bigint NOT NULL);
CREATE INDEX ON ledger (account);
CREATE TABLE idempotency (key uuid PRIMARY KEY, gift_transaction bigint NOT NULL);

INSERT INTO wallet SELECT n, 1000000000 FROM generate_series(1, 100000) n;
INSERT INTO earnings SELECT n, 0 FROM generate_series(1, 10000) n;
INSERT INTO gift VALUES (1, 10, 0);
VACUUM ANALYZE;
