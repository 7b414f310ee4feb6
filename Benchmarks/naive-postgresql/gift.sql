\set sender random(1, 100000)
\set receiver random(1, :receivers)
BEGIN;
SELECT price FROM gift WHERE id = 1;
SELECT balance FROM wallet WHERE id = :sender FOR UPDATE;
SELECT balance FROM earnings WHERE id = :receiver FOR UPDATE;
UPDATE wallet SET balance = balance - 10 WHERE id = :sender;
UPDATE earnings SET balance = balance + 8 WHERE id = :receiver;
INSERT INTO gift_transaction (sender, receiver, gift, coins)
  VALUES (:sender, :receiver, 1, 10) RETURNING id AS made \gset
INSERT INTO ledger (account, amount, gift_transaction)
  VALUES (:sender, -10, :made), (:receiver, 10, :made), (:receiver, -2, :made), (0, 2, :made);
INSERT INTO idempotency VALUES (gen_random_uuid(), :made);
COMMIT;
