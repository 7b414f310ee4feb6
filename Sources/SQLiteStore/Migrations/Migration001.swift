extension Migration {
  /// Migration001: the journal, the rows by owner, names, texts and answers.
  ///
  /// Everything that a commit writes is either appended or clustered by owner, so that a batch
  /// touches few pages. Numbers and bytes are those of the targets `Ledger`, `Monetization` and
  /// `Application`; no other code reads them by SQL.
  static let first = Migration(
    number: 1, name: "journal and state",
    sql: """
      CREATE TABLE entry (
        position INTEGER PRIMARY KEY,
        body BLOB NOT NULL,
        hash BLOB NOT NULL
      );
      CREATE TABLE state (
        owner INTEGER NOT NULL,
        slot INTEGER NOT NULL,
        body BLOB NOT NULL,
        PRIMARY KEY (owner, slot)
      ) WITHOUT ROWID;
      CREATE TABLE name (
        space INTEGER NOT NULL,
        text TEXT NOT NULL,
        owner INTEGER NOT NULL,
        PRIMARY KEY (space, text)
      ) WITHOUT ROWID;
      CREATE TABLE answer (
        key BLOB NOT NULL,
        scope INTEGER NOT NULL,
        body BLOB NOT NULL,
        PRIMARY KEY (key, scope)
      ) WITHOUT ROWID;
      CREATE TABLE text (
        position INTEGER NOT NULL,
        number INTEGER NOT NULL,
        salt BLOB,
        body TEXT,
        PRIMARY KEY (position, number)
      ) WITHOUT ROWID;
      CREATE TABLE writer (
        id INTEGER PRIMARY KEY,
        epoch INTEGER NOT NULL,
        sequence INTEGER NOT NULL,
        hash BLOB NOT NULL,
        last_stamp INTEGER NOT NULL,
        commits INTEGER NOT NULL
      );
      CREATE TABLE abandoned (
        writer INTEGER NOT NULL,
        epoch INTEGER NOT NULL,
        sequence INTEGER NOT NULL,
        hash BLOB NOT NULL,
        known_sequence INTEGER,
        known_hash BLOB,
        PRIMARY KEY (writer, epoch)
      ) WITHOUT ROWID;
      """)
}
