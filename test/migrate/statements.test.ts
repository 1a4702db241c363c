/** Statements are split where a semicolon ends one, and nowhere else. */
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { statementsIn } from '../../lib/migrate/statements.js'

const cases: ReadonlyArray<readonly [sentence: string, text: string, statements: ReadonlyArray<string>]> = [
  ['nothing is no statement', ' ;; -- a comment; with one\n /* and ; /* one in it ; */ */ ;', []],
  ['two are two', 'select 1; select 2', ['select 1', 'select 2']],
  ['a string keeps its semicolon', `select ';', 'it''s;'; select 2`, [`select ';', 'it''s;'`, 'select 2']],
  ['a backslash is one like any other', `select '\\'; select 2`, [`select '\\'`, 'select 2']],
  ['but in a string that says so', `select E'\\'; select 2'; select e';'`, [`select E'\\'; select 2'`, `select e';'`]],
  ['a name ending in e is none that says so', `select name'\\'; select 2`, [`select name'\\'`, 'select 2']],
  ['a name keeps it', 'select 1 as "a;b"; select 2', ['select 1 as "a;b"', 'select 2']],
  [
    'a body between dollars keeps it',
    'create function f() returns int language sql as $$ select 1; $$; select $a$;$b$;$a$, $1',
    ['create function f() returns int language sql as $$ select 1; $$', 'select $a$;$b$;$a$, $1'],
  ],
  ['a dollar in a name is none', 'select a$1$ from t; select b$1$', ['select a$1$ from t', 'select b$1$']],
  ['comments stay with what they are in', 'select 1 -- a;\n + 2; select 3', ['select 1 -- a;\n + 2', 'select 3']],
  [
    'the body of a trigger of SQLite',
    'create trigger t after insert on a begin insert into b values (1); select case when 1 then 2 end; end; select 2',
    [
      'create trigger t after insert on a begin insert into b values (1); select case when 1 then 2 end; end',
      'select 2',
    ],
  ],
  [
    'the body of a function in the standard’s way',
    'create function f() returns int begin atomic select 1; select 2; end; select 3',
    ['create function f() returns int begin atomic select 1; select 2; end', 'select 3'],
  ],
  ['what is not ended ends with the text', `select 'a; b`, [`select 'a; b`]],
]

for (const [sentence, text, statements] of cases)
  test(sentence, () => {
    assert.equal(statementsIn(text), statements)
  })

test.run()
