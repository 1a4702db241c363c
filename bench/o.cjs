var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __commonJS = (cb, mod2) => function __require() {
  try {
    return mod2 || (0, cb[__getOwnPropNames(cb)[0]])((mod2 = { exports: {} }).exports, mod2), mod2.exports;
  } catch (e) {
    throw mod2 = 0, e;
  }
};
var __copyProps = (to, from2, except, desc2) => {
  if (from2 && typeof from2 === "object" || typeof from2 === "function") {
    for (let key of __getOwnPropNames(from2))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from2[key], enumerable: !(desc2 = __getOwnPropDesc(from2, key)) || desc2.enumerable });
  }
  return to;
};
var __toESM = (mod2, isNodeMode, target2) => (target2 = mod2 != null ? __create(__getProtoOf(mod2)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod2 || !mod2.__esModule ? __defProp(target2, "default", { value: mod2, enumerable: true }) : target2,
  mod2
));

// ../node_modules/sql-template-strings/index.js
var require_sql_template_strings = __commonJS({
  "../node_modules/sql-template-strings/index.js"(exports2, module2) {
    "use strict";
    var SQLStatement2 = class _SQLStatement {
      /**
       * @param {string[]} strings
       * @param {any[]} values
       */
      constructor(strings, values2) {
        this.strings = strings;
        this.values = values2;
      }
      /** Returns the SQL Statement for Sequelize */
      get query() {
        return this.bind ? this.text : this.sql;
      }
      /** Returns the SQL Statement for node-postgres */
      get text() {
        return this.strings.reduce((prev, curr, i) => prev + "$" + i + curr);
      }
      /**
       * @param {SQLStatement|string} statement
       * @returns {this}
       */
      append(statement) {
        if (statement instanceof _SQLStatement) {
          this.strings[this.strings.length - 1] += statement.strings[0];
          this.strings.push.apply(this.strings, statement.strings.slice(1));
          (this.values || this.bind).push.apply(this.values, statement.values);
        } else {
          this.strings[this.strings.length - 1] += statement;
        }
        return this;
      }
      /**
       * Use a prepared statement with Sequelize.
       * Makes `query` return a query with `$n` syntax instead of `?`  and switches the `values` key name to `bind`
       * @param {boolean} [value=true] value If omitted, defaults to `true`
       * @returns this
       */
      useBind(value2) {
        if (value2 === void 0) {
          value2 = true;
        }
        if (value2 && !this.bind) {
          this.bind = this.values;
          delete this.values;
        } else if (!value2 && this.bind) {
          this.values = this.bind;
          delete this.bind;
        }
        return this;
      }
      /**
       * @param {string} name
       * @returns {this}
       */
      setName(name) {
        this.name = name;
        return this;
      }
    };
    Object.defineProperty(SQLStatement2.prototype, "sql", {
      enumerable: true,
      get() {
        return this.strings.join("?");
      }
    });
    function SQL2(strings) {
      return new SQLStatement2(strings.slice(0), Array.from(arguments).slice(1));
    }
    module2.exports = SQL2;
    module2.exports.SQL = SQL2;
    module2.exports.default = SQL2;
    module2.exports.SQLStatement = SQLStatement2;
  }
});

// ../node_modules/fp-ts/es6/function.js
function pipe(a, ab, bc, cd, de, ef, fg, gh, hi) {
  switch (arguments.length) {
    case 1:
      return a;
    case 2:
      return ab(a);
    case 3:
      return bc(ab(a));
    case 4:
      return cd(bc(ab(a)));
    case 5:
      return de(cd(bc(ab(a))));
    case 6:
      return ef(de(cd(bc(ab(a)))));
    case 7:
      return fg(ef(de(cd(bc(ab(a))))));
    case 8:
      return gh(fg(ef(de(cd(bc(ab(a)))))));
    case 9:
      return hi(gh(fg(ef(de(cd(bc(ab(a))))))));
    default: {
      var ret = arguments[0];
      for (var i = 1; i < arguments.length; i++) {
        ret = arguments[i](ret);
      }
      return ret;
    }
  }
}

// ../../../tmp/opt/lib/ast/CompileError.ts
var invalidArgument = /* @__NO_SIDE_EFFECTS__ */ (argument, reason, hint) => ({
  _tag: "InvalidArgument",
  argument,
  reason,
  hint
});
var unsupported = (dialect, feature, hint) => ({
  _tag: "Unsupported",
  dialect,
  feature,
  hint
});

// ../../../tmp/opt/lib/ast/Node.ts
var brand = /* @__PURE__ */ Symbol.for("joinery");

// ../../../tmp/opt/lib/ast/SqlType.ts
var plain = /* @__NO_SIDE_EFFECTS__ */ (tag) => ({ _tag: tag });
var untyped = { _tag: "untyped" };
var booleanType = /* @__PURE__ */ plain("boolean");
var bigintType = /* @__PURE__ */ plain("bigint");
var resolved = (type) => type._tag === "inherited" ? resolved(type.of()) : type;
var uncounted = (type) => {
  const own = resolved(type);
  return own._tag === "serial" ? /* @__PURE__ */ plain("integer") : own._tag === "bigserial" ? bigintType : own;
};

// ../../../tmp/opt/lib/ast/Expr.ts
var isBranded = (u) => typeof u === "object" && u !== null && u.joinery === brand;
var isRecord = (u) => typeof u === "object" && u !== null && (Object.getPrototypeOf(u) === Object.prototype || Object.prototype.toString.call(u) === "[object Object]");
var typed = /* @__NO_SIDE_EFFECTS__ */ (node) => node;
var param = (value2, type, cast) => ({
  joinery: brand,
  _tag: "Param",
  value: value2,
  type,
  cast
});
var invalid = (error) => ({ joinery: brand, _tag: "Invalid", error, type: untyped });
var notAnExpression = (argument) => invalid(invalidArgument(argument, "is not an expression", "give a column, or value(type, it) for a bound value"));
var isNode = (branded2) => "type" in branded2;
var toNode = (operand2, argument) => isBranded(operand2) && isNode(operand2) ? operand2 : notAnExpression(argument);
var toOperand = (operand2, type, argument) => isBranded(operand2) ? toNode(operand2, argument) : operand2 === null ? invalid(invalidArgument(argument, "is null", "a comparison with NULL is never true: use isNull or isNotNull")) : param(operand2, type, false);
var isAlways = (node, truth2) => {
  switch (node._tag) {
    case "Constant":
      return node.value === truth2;
    case "Skip":
      return truth2;
    case "Not":
      return isAlways(node.condition, !truth2);
    case "Junction":
      return node.op === "and" === truth2 ? node.conditions.every((condition) => isAlways(condition, truth2)) : node.conditions.some((condition) => isAlways(condition, truth2));
    default:
      return false;
  }
};
var guards = (condition) => !isAlways(condition, true);
var constant = (value2) => ({ joinery: brand, _tag: "Constant", value: value2, type: booleanType });

// ../../../tmp/opt/lib/fp.ts
var right = (value2) => ({ _tag: "Right", right: value2 });
var left = (error) => ({ _tag: "Left", left: error });

// ../../../tmp/opt/lib/compile/Writer.ts
var writer = (dialect) => ({
  dialect,
  cases: casesOf(dialect),
  text: "",
  newline: "\n",
  values: [],
  codecs: [],
  errors: [],
  names: namesOf(dialect),
  columns: columnTextsOf(dialect),
  shared: null
});
var spell = (to, node) => to.cases.get(node._tag)(node, to);
var spellAll = (to, nodes, separator) => {
  for (let i = 0; i < nodes.length; i++) {
    if (i > 0) to.text += separator;
    spell(to, nodes[i]);
  }
};
var indented = (to, write) => {
  const outer = to.newline;
  to.newline = `${outer}  `;
  to.text += `(${to.newline}`;
  write();
  to.newline = outer;
  to.text += `${outer})`;
};
var columnTexts = /* @__PURE__ */ new WeakMap();
var caseMaps = /* @__PURE__ */ new WeakMap();
var casesOf = (dialect) => {
  const known = caseMaps.get(dialect);
  if (known !== void 0) return known;
  const fresh = new Map(Object.entries(dialect.cases));
  caseMaps.set(dialect, fresh);
  return fresh;
};
var columnTextsOf = (dialect) => {
  const known = columnTexts.get(dialect);
  if (known !== void 0) return known;
  const fresh = /* @__PURE__ */ new WeakMap();
  columnTexts.set(dialect, fresh);
  return fresh;
};
var qualified = (to, column2) => {
  const known = to.columns.get(column2);
  if (known !== void 0) {
    to.text += known;
    return;
  }
  const problems = to.errors.length;
  const text3 = `${quoted(to, column2.table)}.${quoted(to, column2.name)}`;
  if (to.errors.length === problems) to.columns.set(column2, text3);
  to.text += text3;
};
var bind = (to, value2, type) => {
  to.codecs.push(to.dialect.codec(type));
  return to.values.push(value2);
};
var report = (to, error) => {
  to.errors.push(error);
};
var identifier = (to, name) => {
  to.text += quoted(to, name);
};
var remembered = 5e3;
var quotedNames = /* @__PURE__ */ new WeakMap();
var namesOf = (dialect) => {
  const known = quotedNames.get(dialect);
  if (known !== void 0 && known.size < remembered) return known;
  const fresh = /* @__PURE__ */ new Map();
  quotedNames.set(dialect, fresh);
  return fresh;
};
var quoted = (to, name) => {
  const known = to.names.get(name);
  if (known !== void 0) return known;
  const reason = typeof name === "string" ? to.dialect.nameProblem(name) : "it is not a string";
  if (reason !== null) {
    report(to, { _tag: "InvalidIdentifier", name: String(name), reason });
    return "";
  }
  const text3 = to.dialect.quote(name);
  to.names.set(name, text3);
  return text3;
};

// ../../../tmp/opt/lib/compile/compile.ts
var notAStatement = [
  /* @__PURE__ */ invalidArgument(
    "the argument of compile",
    "is not a statement",
    "start one with from, insertInto, update or deleteFrom"
  )
];
var kinds = {
  Select: true,
  Insert: true,
  Update: true,
  Delete: true,
  RawStatement: true,
  CreateTable: true,
  DropTable: true,
  TableNames: true,
  TableColumns: true,
  InvalidStatement: true
};
var isStatement = (u) => isBranded(u) && Object.hasOwn(kinds, u._tag);
var compile = (dialect) => (statement) => {
  if (!isStatement(statement)) return left(notAStatement);
  const to = writer(dialect);
  const node = statement;
  spell(to, node);
  const [first3, ...rest] = to.errors;
  return first3 === void 0 ? right({
    text: to.text,
    values: to.values,
    codecs: to.codecs,
    projection: "projection" in node ? node.projection : null
  }) : left([first3, ...rest]);
};

// ../../../tmp/opt/lib/schema/Column.ts
var spec = /* @__NO_SIDE_EFFECTS__ */ (definition) => definition;
var column = /* @__NO_SIDE_EFFECTS__ */ (type) => /* @__PURE__ */ spec({
  type,
  nullable: false,
  primaryKey: false,
  unique: false,
  defaultTo: null,
  references: null,
  name: null
});
var plainColumn = /* @__NO_SIDE_EFFECTS__ */ (tag) => /* @__PURE__ */ column({ _tag: tag });
var integer = /* @__PURE__ */ plainColumn("integer");
var serial = /* @__PURE__ */ plainColumn("serial");
var doublePrecision = /* @__PURE__ */ plainColumn("doublePrecision");
var boolean = /* @__PURE__ */ plainColumn("boolean");
var text = /* @__PURE__ */ plainColumn("text");
var timestamptz = /* @__PURE__ */ plainColumn("timestamptz");
var nullable = (self) => /* @__PURE__ */ spec({ ...self, nullable: true });
var primaryKey = (self) => /* @__PURE__ */ spec({ ...self, primaryKey: true });

// ../../../tmp/opt/lib/statement/node.ts
var typedStatement = (node) => node;
var emptySelect = {
  joinery: brand,
  _tag: "Select",
  distinct: false,
  projection: null,
  from: null,
  joins: [],
  where: [],
  groupBy: [],
  having: [],
  orderBy: [],
  limit: null,
  offset: null
};
var invalidStatement = (error) => ({
  ...emptySelect,
  rows: [],
  set: {},
  _tag: "InvalidStatement",
  error
});
var misapplied = (clause, hint) => invalidStatement(invalidArgument(`what ${clause} was applied to`, "does not take it", hint));
var isOneOf = (u, tags) => isBranded(u) && (tags.includes(u._tag) || u._tag === "InvalidStatement");
var nodeOfKind = (tags, hint) => (self, clause) => (
  // an invalid statement has the clauses of all kinds
  isOneOf(self, tags) ? self : misapplied(clause, hint)
);
var selectNode = /* @__PURE__ */ nodeOfKind(["Select"], "it belongs to a select: start with from");
var filterableNode = /* @__PURE__ */ nodeOfKind(
  ["Select", "Update", "Delete"],
  "it belongs to a select, an update or a delete"
);
var insertNode = /* @__PURE__ */ nodeOfKind(
  ["Insert"],
  "it belongs to an insert: start with insertInto"
);
var writingNode = /* @__PURE__ */ nodeOfKind(
  ["Insert", "Update", "Delete"],
  "it belongs to an insert, an update or a delete; a select has select"
);

// ../../../tmp/opt/lib/statement/source.ts
var notASource = (argument, expected3) => ({
  joinery: brand,
  _tag: "InvalidSource",
  alias: "",
  error: invalidArgument(
    argument,
    `is not a ${expected3}`,
    `give ${expected3 === "table" ? "a table" : "a table, an alias or a subquery"}`
  ),
  columns: {}
});
var isSource = (u) => isBranded(u) && "columns" in u;
var sourceNode = (source, argument) => isSource(source) ? source : notASource(argument, "source");
var targetNode = (table2, argument) => isSource(table2) && (table2._tag === "Table" || table2._tag === "InvalidSource") ? table2 : notASource(argument, "table");

// ../../../tmp/opt/lib/compile/rowReader.ts
var fieldAt = (position, { whenNull = null }, decode) => (row) => {
  const wire = row[position];
  return wire === null ? whenNull : decode(wire);
};
var objectOf = (keys, reads) => (
  // an assignment to `__proto__` would set the prototype instead
  keys.includes("__proto__") ? (row) => Object.fromEntries(keys.map((key, i) => [key, reads[i](row)])) : (row) => {
    const out = {};
    for (let i = 0; i < keys.length; i++) out[keys[i]] = reads[i](row);
    return out;
  }
);
var isNull = (row, at, width) => {
  for (let i = at; i < at + width; i++) if (row[i] !== null) return false;
  return true;
};
var planOf = (codec, pick) => {
  const ofItem = (item2, at) => {
    if (item2._tag === "Group") {
      const group = ofItems(item2.items, at);
      const { witness: witness2 } = item2;
      if (witness2 === null) return group;
      const { width, read: read2 } = group;
      return witness2 === "every" ? { width, read: (row) => isNull(row, at, width) ? null : read2(row) } : { width, read: (row) => row[at + witness2] === null ? null : read2(row) };
    }
    const own = codec(item2.node.type);
    return { width: 1, read: fieldAt(at, own, pick(own)) };
  };
  const ofItems = (items2, at) => {
    let next = at;
    const reads = items2.map((item2) => {
      const { read: read2, width } = ofItem(item2, next);
      next += width;
      return read2;
    });
    return {
      width: next - at,
      read: objectOf(
        items2.map(({ key }) => key),
        reads
      )
    };
  };
  return ofItems;
};
var decodeJsonOf = (codec) => codec.decodeJson;
var jsonReader = (codec, { items: items2 }) => planOf(codec, decodeJsonOf)(items2, 0).read;

// ../../../tmp/opt/lib/expr/aggregates.ts
var aggregate = (name, operand2, type, distinct2 = false) => ({
  joinery: brand,
  _tag: "Aggregate",
  name,
  operand: operand2,
  distinct: distinct2,
  type
});
var countType = {
  _tag: "mapped",
  base: bigintType,
  encode: (n2) => BigInt(n2),
  decode: (n2) => {
    if (n2 > BigInt(Number.MAX_SAFE_INTEGER)) throw new RangeError("a count above 2^53 is not a number");
    return Number(n2);
  }
};
var count = (operand2) => typed(aggregate("count", operand2 === void 0 ? null : toNode(operand2, "the argument of count"), countType));
var sum = (operand2) => {
  const node = toNode(operand2, "the argument of sum");
  return typed(aggregate("sum", node, summed(node.type)));
};
var summed = (type) => {
  const own = uncounted(type);
  return own._tag === "integer" || own._tag === "smallint" ? countType : own;
};

// ../../../tmp/opt/lib/expr/comparison.ts
var comparison = /* @__NO_SIDE_EFFECTS__ */ (op) => {
  const leftName = `the left operand of ${op}`;
  const rightName = `the right operand of ${op}`;
  return (left2, right2) => {
    const node = toNode(left2, leftName);
    return typed({
      joinery: brand,
      _tag: "Binary",
      op,
      left: node,
      right: toOperand(right2, node.type, rightName),
      type: booleanType
    });
  };
};
var eq = /* @__PURE__ */ comparison("eq");
var lt = /* @__PURE__ */ comparison("lt");
var le = /* @__PURE__ */ comparison("le");
var gt = /* @__PURE__ */ comparison("gt");
var ge = /* @__PURE__ */ comparison("ge");
var like = /* @__PURE__ */ comparison("like");

// ../../../tmp/opt/lib/expr/logic.ts
var junction = (op, conditions) => {
  const kept = [];
  for (const condition of conditions) {
    const node = toNode(condition, op === "and" ? "an argument of and" : "an argument of or");
    if (node._tag === "Junction" && node.op === op) kept.push(...node.conditions);
    else if (node._tag !== "Skip") kept.push(node);
  }
  const [first3, second] = kept;
  if (first3 === void 0) return constant(op === "and");
  return second === void 0 ? first3 : { joinery: brand, _tag: "Junction", op, conditions: kept, type: booleanType };
};
var and = (...conditions) => typed(junction("and", conditions));
var skip = /* @__PURE__ */ typed({
  joinery: brand,
  _tag: "Skip",
  type: booleanType
});

// ../../../tmp/opt/lib/expr/raw.ts
var import_sql_template_strings = __toESM(require_sql_template_strings());

// ../../../tmp/opt/lib/schema/Table.ts
var columnsOf = (alias2, definitions) => Object.fromEntries(
  Object.entries(definitions).map(([key, { name, type }]) => [
    key,
    { joinery: brand, _tag: "Column", table: alias2, name: name ?? key, type }
  ])
);
var typedTable = (node) => node;
var makeTable = (schema, name, alias2, definitions) => {
  const columns2 = columnsOf(alias2, definitions);
  return typedTable({ joinery: brand, _tag: "Table", schema, name, alias: alias2, columns: columns2, definitions, c: columns2 });
};
var table = (name, columns2) => makeTable(null, name, name, columns2);

// ../../../tmp/opt/lib/reflect/tableColumns.ts
var columns = {
  table: text,
  /** Null for a table without any column. */
  column: nullable(text),
  /** As the database declares it. */
  type: nullable(text),
  nullable: nullable(boolean),
  primaryKey: nullable(boolean),
  unique: nullable(boolean),
  /** Whether the database counts it up. */
  counted: nullable(boolean),
  /** As SQL. */
  defaultTo: nullable(text),
  targetTable: nullable(text),
  targetColumn: nullable(text),
  onDelete: nullable(text),
  onUpdate: nullable(text)
};

// ../../../tmp/opt/lib/statement/order.ts
var typedOrder = (node) => node;
var isOrder = (u) => isBranded(u) && u._tag === "Order";
var directed = (operand2, direction) => ({
  joinery: brand,
  _tag: "Order",
  operand: toNode(operand2, direction === "asc" ? "the argument of asc" : "the argument of desc"),
  direction,
  nulls: null
});
var asc = (operand2) => typedOrder(directed(operand2, "asc"));
var desc = (operand2) => typedOrder(directed(operand2, "desc"));

// ../../../tmp/opt/lib/statement/project.ts
var isSource2 = (u) => isBranded(u) && "columns" in u;
var columnItems = (columns2) => Object.keys(columns2).map((key) => ({ _tag: "Field", key, node: columns2[key] }));
var noneAbsent = /* @__PURE__ */ new Set();
var witness = (source, absent) => {
  const at = Object.values(source.definitions ?? {}).findIndex((d) => d.primaryKey || !d.nullable);
  if (at >= 0) return at;
  return absent.has(source.alias) ? "every" : null;
};
var item = (key, value2, absent) => isBranded(value2) ? "type" in value2 ? { _tag: "Field", key, node: value2 } : isSource2(value2) ? { _tag: "Group", key, items: columnItems(value2.columns), witness: witness(value2, absent) } : { _tag: "Field", key, node: toNode(value2, `the selected ${JSON.stringify(key)}`) } : isFields(value2) ? { _tag: "Group", key, items: items(value2, absent), witness: null } : { _tag: "Field", key, node: toNode(value2, `the selected ${JSON.stringify(key)}`) };
var items = (fields, absent) => {
  const out = [];
  for (const key of Object.keys(fields)) out.push(item(key, fields[key], absent));
  return out;
};
var notFields = (clause) => ({
  _tag: "Field",
  key: clause,
  node: invalid(
    invalidArgument(`the argument of ${clause}`, "is no object of expressions", "give { id: users.c.id }, or a table")
  )
});
var isFields = (u) => isRecord(u) && !isBranded(u);
var projection = (fields, clause, absent = noneAbsent) => ({
  items: isSource2(fields) ? columnItems(fields.columns) : isFields(fields) ? items(fields, absent) : [notFields(clause)]
});

// ../../../tmp/opt/lib/statement/rowCount.ts
var rowCount = (rows, clause) => Number.isSafeInteger(rows) && rows >= 0 ? param(rows, bigintType, false) : invalid(
  invalidArgument(
    `the argument of ${clause}`,
    "is not a whole number from 0",
    "leave the clause out for all rows"
  )
);

// ../../../tmp/opt/lib/statement/select.ts
var from = (source) => typedStatement({ ...emptySelect, from: sourceNode(source, "the argument of from") });
var argOf = { inner: "the argument of innerJoin", left: "the argument of leftJoin", right: "the argument of rightJoin", full: "the argument of fullJoin", cross: "the argument of crossJoin" };
var onOf = { inner: "the condition of innerJoin", left: "the condition of leftJoin", right: "the condition of rightJoin", full: "the condition of fullJoin", cross: "" };
var nameOf = { inner: "innerJoin", left: "leftJoin", right: "rightJoin", full: "fullJoin", cross: "crossJoin" };
var join = (kind, source, on) => (self) => {
  const node = selectNode(self, nameOf[kind]);
  const joined = {
    kind,
    source: sourceNode(source, argOf[kind]),
    on: kind === "cross" ? null : toNode(on, onOf[kind])
  };
  return { ...node, joins: [...node.joins, joined] };
};
var innerJoin = (source, on) => (self) => join("inner", source, on)(self);
var where = (condition) => (self) => {
  const node = filterableNode(self, "where");
  return typedStatement({ ...node, where: adding(node.where, toNode(condition, "the condition of where")) });
};
var adding = (conditions, condition) => condition._tag === "Skip" || condition._tag === "Constant" && condition.value ? conditions : [...conditions, condition];
var having = (condition) => (self) => {
  const node = selectNode(self, "having");
  return typedStatement({ ...node, having: adding(node.having, toNode(condition, "the condition of having")) });
};
var groupBy = (...expressions2) => (self) => {
  const node = selectNode(self, "groupBy");
  const added = expressions2.map((e) => toNode(e, "an argument of groupBy"));
  return typedStatement({ ...node, groupBy: [...node.groupBy, ...added] });
};
var orderBy = (...orders2) => (self) => {
  const node = selectNode(self, "orderBy");
  return typedStatement({ ...node, orderBy: [...node.orderBy, ...orders2.map(toOrder)] });
};
var toOrder = (order) => isOrder(order) ? order : { joinery: brand, _tag: "Order", operand: toNode(order, "an argument of orderBy"), direction: "asc", nulls: null };
var select = (fields) => (self) => {
  const node = selectNode(self, "select");
  return typedStatement({ ...node, projection: projection(fields, "select", absentIn(node)) });
};
var absentIn = ({ from: first3, joins: joins2 }) => {
  if (first3 === null || joins2.every(({ kind }) => kind === "inner" || kind === "cross")) return noneAbsent;
  const before = [first3.alias];
  const absent = /* @__PURE__ */ new Set();
  for (const { kind, source } of joins2) {
    if (kind === "right" || kind === "full") for (const alias2 of before) absent.add(alias2);
    if (kind === "left" || kind === "full") absent.add(source.alias);
    before.push(source.alias);
  }
  return absent;
};
var limit = (rows) => (self) => typedStatement({ ...selectNode(self, "limit"), limit: rowCount(rows, "limit") });
var offset = (rows) => (self) => typedStatement({ ...selectNode(self, "offset"), offset: rowCount(rows, "offset") });

// ../../../tmp/opt/lib/ast/Projection.ts
var leavesOf = ({ items: items2 }) => items2.flatMap((item2) => item2._tag === "Group" ? leavesOf(item2) : [item2.node]);

// ../../../tmp/opt/lib/statement/write.ts
var insertInto = (table2) => typedStatement({
  joinery: brand,
  _tag: "Insert",
  table: targetNode(table2, "the argument of insertInto"),
  rows: [],
  projection: null
});
var values = (rows) => {
  const added = (Array.isArray(rows) ? rows : [rows]).map(copied);
  return (self) => {
    const node = insertNode(self, "values");
    return typedStatement({ ...node, rows: node.rows.length === 0 ? added : [...node.rows, ...added] });
  };
};
var copied = (row) => isRecord(row) ? { ...row } : row;
var returning = (fields) => (self) => typedStatement({ ...writingNode(self, "returning"), projection: projection(fields, "returning") });

// ../../../tmp/opt/lib/exec/pool.ts
var longest = 2 ** 31 - 1;

// ../../../tmp/opt/lib/compile/Codec.ts
var mappedCodec = (base, encode, decode) => ({
  ...base,
  encode: (value2) => base.encode(encode(value2)),
  decode: (wire) => decode(base.decode(wire)),
  decodeJson: (json2) => decode(base.decodeJson(json2))
});
var textCodec = (base, text3) => ({
  name: base.name,
  encode: text3.encode,
  decode: (wire) => String(wire),
  decodeJson: (json2) => String(json2),
  textInJson: true
});
var rowsCodec = (codec, projection2) => {
  const read2 = jsonReader(codec, projection2);
  const readAll = (rows) => rows.map(read2);
  return {
    name: "json",
    encode: () => {
      throw new TypeError("nested rows cannot be sent");
    },
    decode: (json2) => readAll(JSON.parse(json2)),
    decodeJson: readAll,
    textInJson: false,
    whenNull: []
  };
};
var codecOf = (codecs2, array2, other) => {
  const made = /* @__PURE__ */ new WeakMap();
  const make = (type) => {
    switch (type._tag) {
      case "array":
        return array2(find(type.element));
      case "other":
        return other(type);
      case "mapped":
        return mappedCodec(find(type.base), type.encode, type.decode);
      case "asText":
        return textCodec(find(type.base), codecs2.text);
      case "inherited":
        return find(resolved(type));
      case "rows":
        return rowsCodec(find, type.projection);
      default:
        return codecs2[type._tag];
    }
  };
  const find = (type) => {
    const direct = codecs2[type._tag];
    if (direct !== void 0) return direct;
    const known = made.get(type);
    if (known !== void 0) return known;
    const codec = make(type);
    made.set(type, codec);
    return codec;
  };
  return find;
};

// ../../../tmp/opt/dialects/ansi/calendar.ts
var expected = (what) => {
  throw new TypeError(`it takes ${what}`);
};
var isInfinite = (text3) => text3 === "infinity" || text3 === "-infinity";
var daysOfMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
var daysIn = (year, month) => month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : daysOfMonths[month - 1] ?? 0;
var firstDay = "4714-11-24";
var isDay = (text3, bc, lastYear) => {
  const match = /^(\d{4,7})-(\d\d)-(\d\d)$/.exec(text3);
  if (match === null) return false;
  const [year, month, day2] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year === 0 || day2 === 0 || day2 > daysIn(bc ? 1 - year : year, month)) return false;
  return bc ? year < 4714 || year === 4714 && text3 >= firstDay : year <= lastYear;
};
var clock = (text3) => {
  const match = /^((?:[01]\d|2[0-3]):[0-5]\d)(?::([0-5]\d)(\.\d{1,6})?)?$/.exec(text3);
  if (match === null) return null;
  const [, minutes, seconds = "00", fraction = ""] = match;
  return `${minutes}:${seconds}${fraction.replace(/\.?0+$/, "")}`;
};
var splitEra = (text3) => text3.endsWith(" BC") ? [text3.slice(0, -3), true] : [text3, false];
var dateText = (value2) => {
  if (typeof value2 !== "string") return expected("a day as a string: 2026-11-22");
  return isInfinite(value2) || isDay(...splitEra(value2), 5874897) ? value2 : expected("a day: 2026-11-22");
};
var timeText = (value2) => {
  const what = "a time without a zone as a string: 13:30:00.123456";
  if (typeof value2 !== "string") return expected(what);
  return /^24:00(:00(\.0{1,6})?)?$/.test(value2) ? "24:00:00" : clock(value2) ?? expected(what);
};
var timestampText = (value2) => {
  const what = "a time without a zone as a string: 2026-11-22 13:30:00.123456";
  if (typeof value2 !== "string") return expected(what);
  if (isInfinite(value2)) return value2;
  const [text3, bc] = splitEra(value2);
  const [day2 = "", time2 = "00:00", ...rest] = text3.split(/[ T]/);
  const hours = clock(time2);
  return rest.length === 0 && isDay(day2, bc, 294276) && hours !== null ? `${day2} ${hours}${bc ? " BC" : ""}` : expected(what);
};

// ../../../tmp/opt/dialects/ansi/instant.ts
var printed = /^(\d{4,})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d)(?::?(\d\d))?(?::?(\d\d))?)( BC)?$/;
var number = (digits2) => digits2 === void 0 ? 0 : Number(digits2);
var parseInstant = (text3) => {
  const match = printed.exec(text3);
  if (match === null) throw new RangeError(`${text3} is no Date: read the column with asText`);
  const [, year, month, day2, hours, minutes, seconds, fraction, sign, offHours, offMinutes, offSeconds, bc] = match;
  const instant = /* @__PURE__ */ new Date(0);
  instant.setUTCFullYear(bc === void 0 ? number(year) : 1 - number(year), number(month) - 1, number(day2));
  instant.setUTCHours(
    number(hours),
    number(minutes),
    number(seconds),
    number((fraction ?? "").padEnd(3, "0").slice(0, 3))
  );
  const offset2 = (number(offHours) * 60 + number(offMinutes)) * 60 + number(offSeconds);
  return new Date(instant.getTime() - (sign === "-" ? -offset2 : offset2) * 1e3);
};
var first2 = -2108668032e5;
var printInstant = (value2) => {
  if (!(value2 instanceof Date)) throw new TypeError("a timestamptz takes a Date");
  const iso = value2.toISOString();
  if (value2.getTime() < first2) throw new RangeError("it takes a Date from 4714 BC on");
  if (/^\d/.test(iso) && !iso.startsWith("0000")) return iso;
  const year = value2.getUTCFullYear();
  const rest = iso.slice(iso.indexOf("-", 1));
  return year > 0 ? `${year}${rest}` : `${String(1 - year).padStart(4, "0")}${rest} BC`;
};

// ../../../tmp/opt/dialects/ansi/codecs.ts
var expected2 = (what) => {
  throw new TypeError(`it takes ${what}`);
};
var wellFormed = (value2) => {
  if (typeof value2 !== "string") return expected2("a string");
  if (value2.includes("\0")) return expected2("a string without the NUL character");
  return /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(value2) ? expected2("a string without halves of surrogate pairs") : value2;
};
var whole = (limit2) => (value2) => typeof value2 === "number" && Number.isInteger(value2) && value2 <= limit2 && value2 >= -limit2 - 1 ? value2 : expected2(`a whole number from ${-limit2 - 1} to ${limit2}`);
var int2 = whole(32767);
var int4 = whole(2147483647);
var int8Limit = 2n ** 63n - 1n;
var int8 = (value2) => {
  if (typeof value2 === "number" && Number.isSafeInteger(value2)) return BigInt(value2);
  return typeof value2 === "bigint" && value2 <= int8Limit && value2 >= -int8Limit - 1n ? value2 : expected2("a bigint of 64 bits");
};
var float = (value2) => typeof value2 === "number" ? value2 : expected2("a number");
var single = (value2) => {
  const n2 = float(value2);
  const rounded = Math.fround(n2);
  return Number.isFinite(n2) && (!Number.isFinite(rounded) || rounded === 0 && n2 !== 0) ? expected2("a number that 32 bits can hold") : n2;
};
var truth = (value2) => typeof value2 === "boolean" ? value2 : expected2("true or false");
var decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$|^NaN$|^[+-]?Infinity$/;
var exact = (value2) => typeof value2 === "string" && decimal.test(value2) ? value2 : expected2("a decimal number as a string");
var uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
var uuidText = (value2) => typeof value2 === "string" && uuidForm.test(value2) ? value2.toLowerCase() : expected2("a uuid as a string");
var bytes = (value2) => value2 instanceof Uint8Array ? value2 : expected2("a Uint8Array");
var checkJson = (value2) => {
  switch (typeof value2) {
    case "string":
    case "boolean":
      return;
    case "number":
      return Number.isFinite(value2) ? void 0 : expected2("JSON, which has no NaN and no infinity");
    case "object": {
      if (value2 === null) return;
      const { toJSON } = value2;
      if (typeof toJSON === "function") return checkJson(toJSON.call(value2));
      if (value2 instanceof Map || value2 instanceof Set) return expected2("JSON, which has no Map and no Set");
      for (const child of Object.values(value2)) checkJson(child);
      return;
    }
    default:
      return expected2(`JSON, which has no ${typeof value2}`);
  }
};
var jsonText = (value2) => {
  const text3 = JSON.stringify(value2);
  checkJson(value2);
  return text3;
};
var jsonbText = (value2) => {
  const text3 = jsonText(value2);
  return text3.includes("\\u") && /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/.test(text3) ? expected2("JSON without the NUL character and halves of surrogate pairs") : text3;
};
var untypedText = (value2) => {
  switch (typeof value2) {
    case "string":
      return wellFormed(value2);
    case "number":
    case "bigint":
    case "boolean":
      return String(value2);
    default:
      if (value2 instanceof Date) return printInstant(value2);
      if (value2 instanceof Uint8Array) return hex(value2);
      return expected2("a string, number, bigint, boolean, Date or Uint8Array; say the type with value(type, it)");
  }
};
var hex = (value2) => `\\x${Array.from(value2, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
var fromHex = (text3) => {
  if (!text3.startsWith("\\x")) throw new RangeError("bytes are expected in hexadecimal: set bytea_output to hex");
  const out = new Uint8Array((text3.length - 2) / 2);
  for (let i = 0; i < out.length; i++) out[i] = Number.parseInt(text3.slice(2 + 2 * i, 4 + 2 * i), 16);
  return out;
};
var identity = (value2) => value2;
var numeral = (name, check) => ({
  name,
  encode: (value2) => {
    const n2 = check(value2);
    return Object.is(n2, -0) ? "-0" : String(n2);
  },
  decode: Number,
  // NaN and the infinities are strings in JSON
  decodeJson: Number,
  textInJson: false
});
var textual = (name, check, textInJson) => ({
  name,
  encode: check,
  decode: identity,
  decodeJson: identity,
  textInJson
});
var long = {
  name: "bigint",
  encode: (value2) => String(int8(value2)),
  decode: (wire) => BigInt(wire),
  decodeJson: (text3) => BigInt(text3),
  textInJson: true
};
var structured = (name, encode) => ({
  name,
  encode,
  decode: (wire) => JSON.parse(wire),
  decodeJson: identity,
  textInJson: false
});
var integer2 = numeral("integer", int4);
var text2 = textual("text", wellFormed, false);
var codecs = {
  smallint: numeral("smallint", int2),
  integer: integer2,
  bigint: long,
  serial: integer2,
  bigserial: long,
  real: numeral("real", single),
  doublePrecision: numeral("double precision", float),
  numeric: textual("numeric", exact, true),
  boolean: {
    name: "boolean",
    encode: (value2) => String(truth(value2)),
    decode: (wire) => wire === "t" || wire === "true",
    decodeJson: identity,
    textInJson: false
  },
  text: text2,
  // a cast to varchar would cut the value silently
  varchar: text2,
  date: textual("date", dateText, true),
  time: textual("time", timeText, true),
  timestamp: textual("timestamp", timestampText, true),
  timestamptz: {
    name: "timestamptz",
    encode: printInstant,
    decode: parseInstant,
    decodeJson: parseInstant,
    textInJson: true
  },
  uuid: textual("uuid", uuidText, false),
  json: structured("json", jsonText),
  jsonb: structured("jsonb", jsonbText),
  bytea: {
    name: "bytea",
    encode: (value2) => hex(bytes(value2)),
    decode: fromHex,
    decodeJson: fromHex,
    textInJson: true
  },
  untyped: { name: "text", encode: untypedText, decode: identity, decodeJson: identity, textInJson: false }
};

// ../../../tmp/opt/dialects/ansi/select.ts
var joins = {
  inner: "inner join ",
  left: "left join ",
  right: "right join ",
  full: "full join ",
  cross: "cross join "
};
var writeProjection = (to, { items: items2 }, statement, clause) => {
  if (writeItems(to, items2, "", true)) reportNoColumns(to, statement, clause);
};
var reportNoColumns = (to, statement, clause) => {
  const hint = `say which to return: ${clause}({ id: users.c.id })`;
  report(to, { _tag: "MissingClause", statement, clause: "columns", hint });
};
var writeItems = (to, items2, path, first3) => {
  let isFirst = first3;
  for (const item2 of items2) {
    if (item2._tag === "Group") {
      isFirst = writeItems(to, item2.items, `${path}${item2.key}.`, isFirst);
    } else {
      if (!isFirst) to.text += ", ";
      isFirst = false;
      spell(to, item2.node);
      writeName(to, item2.node, path + item2.key);
    }
  }
  return isFirst;
};
var writeName = (to, node, name) => {
  if (node._tag === "Column" && node.name === name) return;
  to.text += " as ";
  identifier(to, name);
};
var writeJoin = (to, { kind, source, on }) => {
  to.text += to.newline + joins[kind];
  spell(to, source);
  if (on === null) return;
  to.text += " on ";
  spell(to, on);
};
var writeConditions = (to, keyword, conditions) => {
  const [first3] = conditions;
  if (first3 === void 0) return;
  to.text += to.newline + keyword;
  if (conditions.length === 1) return spell(to, first3);
  spell(to, { joinery: first3.joinery, _tag: "Junction", op: "and", conditions, type: first3.type });
};
var writeList = (to, keyword, nodes) => {
  if (nodes.length === 0) return;
  to.text += to.newline + keyword;
  spellAll(to, nodes, ", ");
};
var reportDuplicates = (to, from2, others) => {
  for (let i = 0; i < others.length; i++) {
    const { alias: alias2 } = others[i].source;
    if (alias2 === from2.alias || others.findIndex(({ source }) => source.alias === alias2) < i) {
      report(to, { _tag: "DuplicateAlias", alias: alias2 });
    }
  }
};
var writeSelect = (to, node, columns2) => {
  to.text += node.distinct ? "select distinct " : "select ";
  columns2();
  if (node.from !== null) {
    to.text += `${to.newline}from `;
    spell(to, node.from);
    if (node.joins.length > 0) reportDuplicates(to, node.from, node.joins);
  }
  for (const join2 of node.joins) writeJoin(to, join2);
  writeConditions(to, "where ", node.where);
  writeList(to, "group by ", node.groupBy);
  writeConditions(to, "having ", node.having);
  writeList(to, "order by ", node.orderBy);
  if (node.limit !== null) {
    to.text += `${to.newline}limit `;
    spell(to, node.limit);
  }
  if (node.offset !== null) {
    to.text += `${to.newline}offset `;
    spell(to, node.offset);
  }
};
var selects = {
  Select: (node, to) => {
    const { projection: projection2 } = node;
    if (projection2 === null) return reportNoColumns(to, "select", "select");
    writeSelect(to, node, () => writeProjection(to, projection2, "select", "select"));
  },
  Order: ({ operand: operand2, direction, nulls }, to) => {
    spell(to, operand2);
    if (direction === "desc") to.text += " desc";
    if (nulls !== null) to.text += nulls === "first" ? " nulls first" : " nulls last";
  },
  Table: ({ schema, name, alias: alias2 }, to) => {
    if (schema !== null) {
      identifier(to, schema);
      to.text += ".";
    }
    identifier(to, name);
    if (alias2 === name) return;
    to.text += " as ";
    identifier(to, alias2);
  },
  Derived: ({ query, alias: alias2 }, to) => {
    if (query.projection?.items.some(({ _tag }) => _tag === "Group")) {
      report(
        to,
        unsupported("a subquery in from", "nested object", "select its columns side by side, and nest them outside")
      );
    }
    indented(to, () => spell(to, query));
    to.text += " as ";
    identifier(to, alias2);
  },
  InvalidSource: ({ error }, to) => report(to, error)
};

// ../../../tmp/opt/dialects/ansi/collect.ts
var needsOwnRows = (query) => query.limit !== null || query.offset !== null || query.distinct || query.groupBy.length > 0 || query.having.length > 0;
var inner = "rows";
var gathered = (to, by, nodes, write) => {
  to.text += `${by.gather}(${by.array}(`;
  nodes.forEach((node, i) => {
    if (i > 0) to.text += ", ";
    by.item(to, node, () => write(node, i));
  });
  to.text += ")";
};
var writeOrders = (to, orders2, write) => {
  orders2.forEach((order, i) => {
    to.text += i > 0 ? ", " : " order by ";
    write(order, i);
  });
};
var writeDerived = (to, by, query, nodes) => {
  const column2 = (name) => {
    identifier(to, inner);
    to.text += ".";
    identifier(to, name);
  };
  to.text += "select ";
  gathered(to, by, nodes, (_, i) => column2(`c${i}`));
  writeOrders(to, query.orderBy, (order, i) => {
    column2(`o${i}`);
    if (order.direction === "desc") to.text += " desc";
    if (order.nulls !== null) to.text += order.nulls === "first" ? " nulls first" : " nulls last";
  });
  to.text += `)${to.newline}from `;
  indented(
    to,
    () => writeSelect(to, query, () => {
      const named3 = [
        ...nodes.map((node, i) => [node, `c${i}`]),
        ...query.orderBy.map((order, i) => [order.operand, `o${i}`])
      ];
      named3.forEach(([node, name], i) => {
        if (i > 0) to.text += ", ";
        spell(to, node);
        to.text += " as ";
        identifier(to, name);
      });
    })
  );
  to.text += " as ";
  identifier(to, inner);
};
var collectBy = (by) => ({ query }, to) => {
  const nodes = query.projection === null ? [] : leavesOf(query.projection);
  if (nodes.length === 0 || query._tag !== "Select") return spell(to, query);
  if (nodes.length > by.width) {
    const hint = `collect at most ${by.width} columns, or load the rows with a statement of their own`;
    return report(to, unsupported(to.dialect.name, `JSON array of ${nodes.length} values`, hint));
  }
  indented(
    to,
    () => needsOwnRows(query) ? writeDerived(to, by, query, nodes) : writeSelect(to, { ...query, orderBy: [] }, () => {
      gathered(to, by, nodes, (node) => spell(to, node));
      writeOrders(to, query.orderBy, (order) => spell(to, order));
      to.text += ")";
    })
  );
};

// ../../../tmp/opt/dialects/ansi/ddl.ts
var actions = {
  cascade: "cascade",
  restrict: "restrict",
  "set null": "set null",
  "set default": "set default",
  "no action": "no action"
};
var writeDefault = (to, node, by) => {
  to.text += " default ";
  if (node._tag === "Param") to.text += by.literal(to, node.value, node.type);
  else if (by.parenthesisedDefault) {
    to.text += "(";
    spell(to, node);
    to.text += ")";
  } else spell(to, node);
};
var writeAction = (to, on, action2) => {
  if (action2 === null) return;
  if (!Object.hasOwn(actions, action2)) {
    return report(to, {
      _tag: "InvalidArgument",
      argument: `on ${on}`,
      reason: "is not a referential action",
      hint: `give one of ${Object.keys(actions).join(", ")}`
    });
  }
  to.text += ` on ${on} ${actions[action2]}`;
};
var writeReference = (to, table2, { target: target2, onDelete, onUpdate }) => {
  const column2 = target2();
  if (column2?._tag !== "Column")
    return report(to, unsupported(to.dialect.name, `reference from ${table2.name}`, "let it point to a column"));
  to.text += " references ";
  identifier(to, column2.table);
  to.text += " (";
  identifier(to, column2.name);
  to.text += ")";
  writeAction(to, "delete", onDelete);
  writeAction(to, "update", onUpdate);
};
var writeColumn = (to, table2, key, definition, by, keyHere) => {
  identifier(to, table2.columns[key].name);
  to.text += ` ${by.typeName(definition.type)}`;
  if (keyHere) to.text += " primary key";
  else if (!definition.nullable) to.text += " not null";
  if (definition.unique) to.text += " unique";
  if (definition.defaultTo !== null) writeDefault(to, definition.defaultTo, by);
  if (definition.references !== null) writeReference(to, table2, definition.references);
};
var ddl = (by) => ({
  CreateTable: ({ table: table2 }, to) => {
    to.text += "create table ";
    spell(to, { ...table2, alias: table2.name });
    const entries = Object.entries(table2.definitions);
    const keys = entries.filter(([, { primaryKey: primaryKey2 }]) => primaryKey2).map(([key]) => key);
    to.text += " (";
    entries.forEach(([key, definition], i) => {
      to.text += i > 0 ? ",\n  " : "\n  ";
      writeColumn(to, table2, key, definition, by, keys.length === 1 && definition.primaryKey);
    });
    if (keys.length > 1) {
      to.text += ",\n  primary key (";
      keys.forEach((key, i) => {
        if (i > 0) to.text += ", ";
        identifier(to, table2.columns[key].name);
      });
      to.text += ")";
    }
    to.text += "\n)";
  },
  DropTable: ({ table: table2 }, to) => {
    to.text += "drop table ";
    spell(to, { ...table2, alias: table2.name });
  }
});

// ../../../tmp/opt/dialects/ansi/control.ts
var isolations = {
  "read uncommitted": "isolation level read uncommitted",
  "read committed": "isolation level read committed",
  "repeatable read": "isolation level repeatable read",
  serializable: "isolation level serializable"
};
var accesses = {
  "read write": "read write",
  "read only": "read only"
};
var has = (table2, key) => typeof key === "string" && Object.hasOwn(table2, key);
var unknownMode = (argument, table2) => invalidArgument(argument, "is not a transaction mode", `use one of ${Object.keys(table2).join(", ")}`);
var invalidModes = ({ isolation, access }) => [
  ...isolation === void 0 || has(isolations, isolation) ? [] : [unknownMode("isolation", isolations)],
  ...access === void 0 || has(accesses, access) ? [] : [unknownMode("access", accesses)]
];
var begin = (modes) => {
  const [first3, ...rest] = invalidModes(modes);
  if (first3 !== void 0) return left([first3, ...rest]);
  const { isolation, access } = modes;
  const words = [
    ...isolation === void 0 ? [] : [isolations[isolation]],
    ...access === void 0 ? [] : [accesses[access]]
  ];
  return right(words.length === 0 ? "start transaction" : `start transaction ${words.join(", ")}`);
};
var control = {
  begin,
  commit: "commit",
  rollback: "rollback",
  savepoint: (depth) => `savepoint joinery_${depth}`,
  release: (depth) => `release savepoint joinery_${depth}`,
  rollbackTo: (depth) => `rollback to savepoint joinery_${depth}`,
  abortsOnError: false
};

// ../../../tmp/opt/dialects/ansi/operators.ts
var precedence = {
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  concat: 5,
  sum: 6,
  product: 7,
  negative: 8,
  atom: 9
};
var comparing = (sql) => ({ sql, precedence: precedence.comparison });
var operators = {
  eq: comparing("="),
  ne: comparing("<>"),
  lt: comparing("<"),
  le: comparing("<="),
  gt: comparing(">"),
  ge: comparing(">="),
  like: comparing("like"),
  notLike: comparing("not like"),
  ilike: comparing("ilike"),
  notIlike: comparing("not ilike"),
  isDistinctFrom: comparing("is distinct from"),
  isNotDistinctFrom: comparing("is not distinct from"),
  concat: { sql: "||", precedence: precedence.concat },
  add: { sql: "+", precedence: precedence.sum },
  sub: { sql: "-", precedence: precedence.sum },
  mul: { sql: "*", precedence: precedence.product },
  div: { sql: "/", precedence: precedence.product },
  mod: { sql: "%", precedence: precedence.product }
};
var bindingOf = (node) => {
  switch (node._tag) {
    case "Junction":
      return precedence[node.op];
    case "Not":
      return precedence.not;
    case "Binary":
      return operators[node.op].precedence;
    case "IsNull":
    case "Between":
    case "InValues":
    case "InList":
    case "InQuery":
      return precedence.comparison;
    case "Negative":
      return precedence.negative;
    // the user's own SQL may hold any operator
    case "Raw":
      return 0;
    default:
      return precedence.atom;
  }
};
var operand = (to, node, than) => {
  if (node._tag === "Column" || node._tag === "Param" || bindingOf(node) > than) return spell(to, node);
  to.text += "(";
  spell(to, node);
  to.text += ")";
};
var mixesWithConcat = (outer, node) => {
  if (outer !== "concat") return false;
  const binding = bindingOf(node);
  return binding > precedence.concat && binding < precedence.atom;
};
var operandOf = (to, outer, node, side) => {
  if (node._tag === "Column" || node._tag === "Param") return spell(to, node);
  const own = operators[outer].precedence;
  const leftOfItsLevel = side === "left" && own > precedence.comparison && bindingOf(node) === own;
  if (mixesWithConcat(outer, node)) return operand(to, node, precedence.atom - 1);
  return operand(to, node, leftOfItsLevel ? own - 1 : own);
};

// ../../../tmp/opt/dialects/ansi/expressions.ts
var functions = {
  coalesce: "coalesce",
  nullIf: "nullif",
  lower: "lower",
  upper: "upper",
  length: "char_length",
  abs: "abs",
  round: "round",
  now: "current_timestamp"
};
var aggregates = {
  count: "count",
  sum: "sum",
  avg: "avg",
  min: "min",
  max: "max"
};
var call = (to, name, args) => {
  to.text += `${name}(`;
  spellAll(to, args, ", ");
  to.text += ")";
};
var membership = (to, node, negated, list) => {
  operand(to, node, precedence.comparison);
  to.text += negated ? " not in " : " in ";
  list();
};
var expressions = {
  Column: (node, to) => qualified(to, node),
  Param: ({ value: value2, type, cast }, to) => {
    if (value2 === void 0) {
      return report(to, {
        _tag: "InvalidArgument",
        argument: "a value",
        reason: "is undefined",
        hint: "give null for NULL, or skip in place of the condition"
      });
    }
    const position = bind(to, value2, type);
    to.text += cast ? to.dialect.typedPlaceholder(position, to.dialect.codec(type).name) : to.dialect.placeholder(position);
  },
  Constant: ({ value: value2 }, to) => {
    to.text += value2 ? "true" : "false";
  },
  Binary: ({ op, left: left2, right: right2 }, to) => {
    operandOf(to, op, left2, "left");
    to.text += ` ${operators[op].sql} `;
    operandOf(to, op, right2, "right");
  },
  Junction: ({ op, conditions }, to) => {
    for (let i = 0; i < conditions.length; i++) {
      if (i > 0) to.text += op === "and" ? " and " : " or ";
      operand(to, conditions[i], precedence[op]);
    }
  },
  Not: ({ condition }, to) => {
    to.text += "not ";
    operand(to, condition, precedence.not);
  },
  Negative: ({ operand: node }, to) => {
    to.text += "-";
    operand(to, node, precedence.negative);
  },
  IsNull: ({ operand: node, negated }, to) => {
    operand(to, node, precedence.comparison);
    to.text += negated ? " is not null" : " is null";
  },
  Between: ({ operand: node, low, high, negated }, to) => {
    operand(to, node, precedence.comparison);
    to.text += negated ? " not between " : " between ";
    operand(to, low, precedence.comparison);
    to.text += " and ";
    operand(to, high, precedence.comparison);
  },
  InValues: ({ operand: node, values: values2, negated }, to) => membership(to, node, negated, () => {
    to.text += "(";
    for (let i = 0; i < values2.length; i++) {
      if (i > 0) to.text += ", ";
      spell(to, { joinery: node.joinery, _tag: "Param", value: values2[i], type: node.type, cast: false });
    }
    to.text += ")";
  }),
  InList: ({ operand: node, items: items2, negated }, to) => membership(to, node, negated, () => {
    to.text += "(";
    spellAll(to, items2, ", ");
    to.text += ")";
  }),
  InQuery: ({ operand: node, query, negated }, to) => membership(to, node, negated, () => indented(to, () => spell(to, query))),
  Exists: ({ query }, to) => {
    to.text += "exists ";
    indented(
      to,
      () => query._tag === "Select" ? writeSelect(to, query, () => {
        to.text += "1";
      }) : spell(to, query)
    );
  },
  Scalar: ({ query }, to) => indented(to, () => spell(to, query)),
  Call: ({ name, args }, to) => name === "now" ? (
    // standard SQL has no parentheses here
    void (to.text += functions.now)
  ) : call(to, functions[name], args),
  Aggregate: ({ name, operand: node, distinct: distinct2 }, to) => {
    to.text += `${aggregates[name]}(${distinct2 ? "distinct " : ""}`;
    if (node === null) to.text += "*";
    else spell(to, node);
    to.text += ")";
  },
  Collect: (_, to) => report(to, unsupported(to.dialect.name, "nested results", "compile with the dialect of your database")),
  Raw: ({ strings, holes }, to) => {
    for (let i = 0; i < strings.length; i++) {
      to.text += strings[i];
      const hole = holes[i];
      if (hole !== void 0) spell(to, hole);
    }
  },
  Default: (_, to) => {
    to.text += "default";
  },
  Skip: (_, to) => {
    to.text += "true";
  },
  Invalid: ({ error }, to) => report(to, error)
};

// ../../../tmp/opt/dialects/ansi/literal.ts
var spelled = (wire) => {
  switch (typeof wire) {
    case "number":
    case "bigint":
      return String(wire);
    case "string":
      return `'${wire.replaceAll("'", "''")}'`;
    default:
      return "null";
  }
};
var literalBy = (spell2) => (to, value2, type) => {
  try {
    return value2 === null ? "null" : spell2(to.dialect.codec(type).encode(value2), type);
  } catch (error) {
    const reason = `cannot be ${to.dialect.codec(type).name}: ${error instanceof Error ? error.message : String(error)}`;
    report(to, invalidArgument("the default of a column", reason, "give a value of the column\u2019s type"));
    return "";
  }
};
var literal = literalBy(spelled);

// ../../../tmp/opt/dialects/ansi/quote.ts
var quote = (name) => `"${name.replaceAll('"', '""')}"`;

// ../../../tmp/opt/dialects/ansi/readType.ts
var part = '(?:"(?:[^"]|"")+"|[^\\s".()[\\]]+)';
var form = new RegExp(`^((?:${part}\\.)?${part}(?: [a-z]+)*)(?: ?\\(([^()]*)\\))?((?: [a-z]+)*)(\\[\\])?$`, "i");
var parameterOf = (text3) => /^-?\d+$/.test(text3.trim()) ? Number(text3) : text3.trim();
var declaredType = (text3) => {
  const match = form.exec(text3.trim());
  if (match === null) return null;
  const [, head = "", parameters, tail = "", brackets] = match;
  return {
    name: head + tail,
    parameters: parameters === void 0 ? [] : parameters.split(",").map(parameterOf),
    array: brackets !== void 0
  };
};
var unquoted = (name) => name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
var always = (tag) => () => plain(tag);
var named2 = (name) => (parameters) => ({ _tag: "other", schema: null, name, parameters });
var readVarchar = ([length2 = null]) => ({ _tag: "varchar", length: length2 });
var readNumeric = ([precision = null, scale = null]) => ({
  _tag: "numeric",
  precision,
  scale: scale === 0 ? null : scale
});
var readers = {
  smallint: always("smallint"),
  int2: always("smallint"),
  integer: always("integer"),
  int: always("integer"),
  int4: always("integer"),
  bigint: always("bigint"),
  int8: always("bigint"),
  real: always("real"),
  float4: always("real"),
  "double precision": always("doublePrecision"),
  float8: always("doublePrecision"),
  numeric: readNumeric,
  decimal: readNumeric,
  boolean: always("boolean"),
  bool: always("boolean"),
  text: always("text"),
  varchar: readVarchar,
  "character varying": readVarchar,
  date: always("date"),
  time: always("time"),
  "time without time zone": always("time"),
  timestamp: always("timestamp"),
  "timestamp without time zone": always("timestamp"),
  timestamptz: always("timestamptz"),
  "timestamp with time zone": always("timestamptz"),
  uuid: always("uuid"),
  json: always("json"),
  jsonb: always("jsonb"),
  bytea: always("bytea")
};
var isNumber = (u) => typeof u === "number";
var knownType = (by, { name, parameters }) => {
  const key = name.toLowerCase();
  return Object.hasOwn(by, key) && parameters.every(isNumber) ? by[key](parameters) : null;
};
var qualified2 = new RegExp(`^(?:(${part})\\.)?(${part})$`);
var namedType = ({ name, parameters }) => {
  const [, schema, own = name] = qualified2.exec(name) ?? [];
  return {
    _tag: "other",
    schema: schema === void 0 ? null : unquoted(schema),
    name: unquoted(own),
    parameters: parameters.map((parameter) => isNumber(parameter) ? parameter : unquoted(parameter))
  };
};
var readTypeBy = (by) => (text3) => {
  const declared2 = declaredType(text3);
  if (declared2 === null) return { _tag: "other", schema: null, name: text3, parameters: [] };
  const type = knownType(by, declared2) ?? namedType(declared2);
  return declared2.array ? { _tag: "asText", base: { _tag: "array", element: type } } : type;
};

// ../../../tmp/opt/dialects/ansi/typeName.ts
var names = {
  smallint: "smallint",
  integer: "integer",
  bigint: "bigint",
  serial: "serial",
  bigserial: "bigserial",
  real: "real",
  doublePrecision: "double precision",
  boolean: "boolean",
  text: "text",
  date: "date",
  time: "time",
  timestamp: "timestamp",
  timestamptz: "timestamptz",
  uuid: "uuid",
  json: "json",
  jsonb: "jsonb",
  bytea: "bytea"
};
var digits = (n2) => n2 !== null && Number.isSafeInteger(n2) && n2 >= 0 ? String(n2) : "";
var signed = (n2) => Number.isSafeInteger(n2) ? String(n2) : "";
var otherName = ({ schema, name, parameters }) => {
  const own = schema === null ? quote(name) : `${quote(schema)}.${quote(name)}`;
  const spelled2 = parameters.map((parameter) => typeof parameter === "number" ? signed(parameter) : quote(parameter));
  return spelled2.length === 0 ? own : `${own}(${spelled2.join(", ")})`;
};
var typeName = (type) => {
  switch (type._tag) {
    case "varchar":
      return type.length === null ? "varchar" : `varchar(${digits(type.length)})`;
    case "numeric": {
      const { precision, scale } = type;
      if (precision === null) return "numeric";
      return scale === null ? `numeric(${digits(precision)})` : `numeric(${digits(precision)}, ${signed(scale)})`;
    }
    case "other":
      return otherName(type);
    case "mapped":
    case "asText":
      return typeName(type.base);
    case "inherited":
      return typeName(resolved(type));
    case "array":
      return `${typeName(type.element)}[]`;
    case "rows":
      return "json";
    case "untyped":
      return "text";
    default:
      return names[type._tag];
  }
};

// ../../../tmp/opt/dialects/ansi/write.ts
var unknownColumn = (table2, column2) => ({
  _tag: "UnknownColumn",
  table: table2.alias,
  column: column2,
  columns: Object.keys(table2.columns)
});
var undefinedValue = (table2, key) => invalidArgument(
  `the value of ${table2.alias}.${key}`,
  "is undefined",
  "leave the key out for the default, or give null for NULL"
);
var writeValue = (to, table2, key, value2) => {
  const column2 = table2.columns[key];
  if (column2 === void 0) return report(to, unknownColumn(table2, key));
  if (value2 === void 0) return report(to, undefinedValue(table2, key));
  if (isBranded(value2)) return spell(to, toNode(value2, `the value of ${table2.alias}.${key}`));
  to.text += to.dialect.placeholder(bind(to, value2, column2.type));
};
var keysOf = (to, table2, rows) => {
  const known = Object.keys(table2.columns);
  const used = /* @__PURE__ */ new Set();
  for (const row of rows) {
    for (const key of Object.keys(row)) {
      if (used.has(key)) continue;
      used.add(key);
      if (!Object.hasOwn(table2.columns, key)) report(to, unknownColumn(table2, key));
    }
  }
  return used.size === 0 ? [] : known.filter((key) => used.has(key));
};
var writeReturning = (to, projection2, statement) => {
  if (projection2 === null) return;
  to.text += `${to.newline}returning `;
  writeProjection(to, projection2, statement, "returning");
};
var isRow = (row) => isRecord(row) && !isBranded(row);
var writeInsert = ({ table: table2, rows, projection: projection2 }, to, missing) => {
  if (table2._tag === "InvalidSource") return spell(to, table2);
  if (rows.length === 0) {
    const hint = "give values(...) a row, and do not run the insert when there is none";
    return report(to, { _tag: "MissingClause", statement: "insert", clause: "rows", hint });
  }
  if (!rows.every(isRow)) {
    return report(
      to,
      invalidArgument("a row of values", "is not an object", "give an object of columns, or an array of them")
    );
  }
  to.text += "insert into ";
  spell(to, table2);
  const keys = keysOf(to, table2, rows);
  if (keys.length === 0 && rows.length === 1) to.text += `${to.newline}default values`;
  else writeRows(to, table2, keys.length === 0 ? Object.keys(table2.columns).slice(0, 1) : keys, rows, missing);
  writeReturning(to, projection2, "insert");
};
var writeRows = (to, table2, keys, rows, missing) => {
  to.text += " (";
  for (let i = 0; i < keys.length; i++) {
    if (i > 0) to.text += ", ";
    identifier(to, table2.columns[keys[i]].name);
  }
  to.text += `)${to.newline}values (`;
  const columns2 = keys.map((key) => table2.columns[key]);
  const codecs2 = columns2.map(({ type }) => to.dialect.codec(type));
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r];
    if (r > 0) to.text += "), (";
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      const value2 = row[key];
      if (value2 === null || typeof value2 !== "object" && typeof value2 !== "undefined" && typeof value2 !== "function") {
        to.codecs.push(codecs2[i]);
        to.text += i > 0 ? `, ${to.dialect.placeholder(to.values.push(value2))}` : to.dialect.placeholder(to.values.push(value2));
      } else if (i > 0 && (to.text += ", ") === "") {
      } else if (Object.hasOwn(row, key)) writeValue(to, table2, key, row[key]);
      else missing(to, table2, key);
    }
  }
  to.text += ")";
};
var writeChange = (to, table2, key, value2) => {
  if (!Object.hasOwn(table2.columns, key)) return report(to, unknownColumn(table2, key));
  identifier(to, table2.columns[key].name);
  to.text += " = ";
  writeValue(to, table2, key, value2);
};
var reportUnguarded = (to, statement, node) => {
  if (!node.everyRow && !node.where.some(guards)) {
    report(to, { _tag: "MissingWhere", statement, table: node.table.name ?? node.table.alias });
  }
};
var writes = {
  Insert: (node, to) => writeInsert(node, to, () => {
    to.text += "default";
  }),
  Update: (node, to) => {
    const { table: table2, set: set2, where: where2, projection: projection2 } = node;
    if (table2._tag === "InvalidSource") return spell(to, table2);
    const keys = Object.keys(set2);
    if (keys.length === 0) {
      const hint = "give set(...) a column, and do not run the update when nothing changes";
      return report(to, { _tag: "MissingClause", statement: "update", clause: "changes", hint });
    }
    reportUnguarded(to, "update", node);
    to.text += "update ";
    spell(to, table2);
    to.text += `${to.newline}set `;
    keys.forEach((key, i) => {
      if (i > 0) to.text += ", ";
      writeChange(to, table2, key, set2[key]);
    });
    writeConditions(to, "where ", where2);
    writeReturning(to, projection2, "update");
  },
  Delete: (node, to) => {
    if (node.table._tag === "InvalidSource") return spell(to, node.table);
    reportUnguarded(to, "delete", node);
    to.text += "delete from ";
    spell(to, node.table);
    writeConditions(to, "where ", node.where);
    writeReturning(to, node.projection, "delete");
  },
  RawStatement: ({ raw: raw2 }, to) => spell(to, raw2),
  InvalidStatement: ({ error }, to) => report(to, error)
};

// ../../../tmp/opt/dialects/ansi/dialect.ts
var nameProblem = (name) => {
  if (name === "") return "it is empty";
  if (name.includes("\0")) return "it holds the NUL character";
  return /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(name) ? "it holds half of a surrogate pair" : null;
};
var otherCodec = (type) => ({ ...codecs.text, name: typeName(type), textInJson: true });
var noCatalog = (to) => report(to, unsupported("ansi", "catalog", "compile with the dialect of your database"));
var ansi = {
  name: "ansi",
  quote,
  nameProblem,
  placeholder: () => "?",
  typedPlaceholder: (_, type) => `cast(? as ${type})`,
  codec: codecOf(codecs, () => codecs.untyped, otherCodec),
  readType: readTypeBy(readers),
  cases: {
    ...expressions,
    ...selects,
    ...writes,
    ...ddl({ typeName, literal, parenthesisedDefault: false }),
    TableNames: (_, to) => noCatalog(to),
    TableColumns: (_, to) => noCatalog(to)
  },
  control
};

// ../../../tmp/opt/dialects/postgres/catalog.ts
var relations = `relkind in ('r', 'p', 'v', 'm', 'f')`;
var action = (column2) => `case ${column2} when 'r' then 'restrict' when 'c' then 'cascade' when 'n' then 'set null' when 'd' then 'set default' end`;
var counted = `a.attnotnull and exists (
    select
    from pg_catalog.pg_depend s
    where s.refclassid = 'pg_catalog.pg_class'::regclass and s.refobjid = c.oid and s.refobjsubid = a.attnum
      and s.classid = 'pg_catalog.pg_class'::regclass
      and (s.deptype = 'i' or s.deptype = 'a' and pg_catalog.pg_get_expr(d.adbin, c.oid) ~ '^nextval\\(''([^'']|'''')*''::regclass\\)$'
        and exists (
          select
          from pg_catalog.pg_depend u
          where u.classid = 'pg_catalog.pg_attrdef'::regclass and u.objid = d.oid and u.refobjid = s.objid
        ))
  )`;
var catalog = {
  TableNames: (_, to) => {
    to.text += `select relname
from pg_catalog.pg_class
where relnamespace = current_schema()::regnamespace and ${relations}`;
  },
  TableColumns: ({ table: table2 }, to) => {
    to.text += `with recursive asked as (
  select oid
  from pg_catalog.pg_class
  where relname = `;
    spell(to, table2);
    to.text += ` and ${relations} and pg_catalog.pg_table_is_visible(oid)
), foreign_key as (
  select distinct on (conrelid, conkey) conrelid, conkey[1] as attnum, confrelid, confkey[1] as target, confdeltype, confupdtype
  from pg_catalog.pg_constraint
  where contype = 'f' and cardinality(conkey) = 1 and pg_catalog.pg_table_is_visible(confrelid)
  order by conrelid, conkey, oid
), reachable as (
  select oid from asked
  union
  select f.confrelid from reachable r inner join foreign_key f on f.conrelid = r.oid
)
select c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), not a.attnotnull,
  exists (
    select
    from pg_catalog.pg_constraint p
    where p.conrelid = c.oid and p.contype = 'p' and a.attnum = any(p.conkey)
  ),
  exists (
    select
    from pg_catalog.pg_index i
    where i.indrelid = c.oid and i.indisunique and not i.indisprimary and i.indisvalid and i.indpred is null
      and i.indnkeyatts = 1 and i.indkey[0] = a.attnum
  ),
  ${counted},
  case when a.attgenerated = '' then pg_catalog.pg_get_expr(d.adbin, c.oid) end,
  t.relname, ta.attname, ${action("f.confdeltype")}, ${action("f.confupdtype")}
from reachable r
inner join pg_catalog.pg_class c on c.oid = r.oid
left join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
left join pg_catalog.pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
left join foreign_key f on f.conrelid = c.oid and f.attnum = a.attnum
left join pg_catalog.pg_class t on t.oid = f.confrelid
left join pg_catalog.pg_attribute ta on ta.attrelid = f.confrelid and ta.attnum = f.target
order by c.oid <> (select oid from asked), c.relname, a.attnum`;
  }
};

// ../../../tmp/opt/dialects/postgres/control.ts
var control2 = {
  ...control,
  begin: (modes) => {
    const text3 = control.begin(modes);
    return text3._tag === "Left" ? text3 : right(text3.right.replace(/^start transaction/, "begin"));
  },
  abortsOnError: true
};

// ../../../tmp/opt/dialects/postgres/readType.ts
var read = readTypeBy({
  ...readers,
  // what stands for several words has a name of one word, which can be quoted
  character: named2("bpchar"),
  "bit varying": named2("varbit"),
  "time with time zone": named2("timetz")
});
var readType = (declared2) => read(declared2.replace(/^interval(?: [a-z ]+)?(?:\(\d\))?(?=$|\[)/, "interval"));

// ../../../tmp/opt/dialects/postgres/dialect.ts
var element = (wire) => wire === null ? "NULL" : `"${String(wire).replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
var array = (of) => ({
  name: `${of.name}[]`,
  encode: (values2) => `{${values2.map((value2) => element(value2 === null ? null : of.encode(value2))).join(",")}}`,
  // arrays go out as parameters; no column holds one yet
  decode: (wire) => wire,
  decodeJson: (json2) => json2,
  textInJson: false
});
var arrays = /* @__PURE__ */ new WeakMap();
var arrayOf = (type) => {
  const known = arrays.get(type);
  if (known !== void 0) return known;
  const made = { _tag: "array", element: type };
  arrays.set(type, made);
  return made;
};
var bare = /* @__PURE__ */ new Set([
  "smallint",
  "integer",
  "bigint",
  "real",
  "doublePrecision",
  "numeric",
  "boolean"
]);
var stored = (type) => type._tag === "mapped" || type._tag === "asText" ? stored(type.base) : uncounted(type);
var literal2 = literalBy((wire, type) => {
  const text3 = String(wire);
  if (bare.has(stored(type)._tag) && /^\d+(\.\d+)?$|^(true|false)$/.test(text3)) return text3;
  const quoted2 = text3.replaceAll("'", "''");
  return text3.includes("\\") ? `E'${quoted2.replaceAll("\\", "\\\\")}'` : `'${quoted2}'`;
});
var bytesKept = 63;
var utf8 = new TextEncoder();
var tooLong = (name) => {
  if (name.length * 3 <= bytesKept) return null;
  const { length: length2 } = utf8.encode(name);
  return length2 > bytesKept ? `it has ${length2} bytes, and PostgreSQL keeps ${bytesKept}` : null;
};
var positionOf = (to, node) => {
  const known = to.shared?.get(node);
  if (known !== void 0) return known;
  const position = bind(to, node.value, node.type);
  to.shared?.set(node, position);
  return position;
};
var sharing = (to, write) => {
  const outer = to.shared;
  to.shared = outer ?? /* @__PURE__ */ new Map();
  write();
  to.shared = outer;
};
var numbered = Array.from({ length: 1e3 }, (_, i) => `$${i}`);
var postgres = {
  ...ansi,
  name: "postgres",
  nameProblem: (name) => nameProblem(name) ?? tooLong(name),
  placeholder: (position) => numbered[position] ?? `$${position}`,
  typedPlaceholder: (position, type) => `$${position}::${type}`,
  codec: codecOf(codecs, array, otherCodec),
  readType,
  control: control2,
  cases: {
    ...ansi.cases,
    ...ddl({ typeName, literal: literal2, parenthesisedDefault: false }),
    Param: (node, to) => {
      if (to.shared === null || node.value === void 0) return ansi.cases.Param(node, to);
      const position = positionOf(to, node);
      to.text += node.cast ? `$${position}::${to.dialect.codec(node.type).name}` : `$${position}`;
    },
    Select: (node, to) => node.groupBy.length > 0 ? sharing(to, () => ansi.cases.Select(node, to)) : ansi.cases.Select(node, to),
    // one parameter, so that one text serves lists of every length
    InValues: ({ operand: node, values: values2, negated }, to) => {
      operand(to, node, precedence.comparison);
      const position = bind(to, values2, arrayOf(node.type));
      to.text += negated ? ` <> all($${position})` : ` = any($${position})`;
    },
    Call: (node, to) => node.name === "now" ? call(to, "now", []) : node.name === "length" ? call(to, "length", node.args) : ansi.cases.Call(node, to),
    Collect: collectBy({
      array: "json_build_array",
      gather: "json_agg",
      width: 100,
      item: (to, node, write) => {
        if (!to.dialect.codec(node.type).textInJson) return write();
        const bare2 = node._tag === "Column";
        if (!bare2) to.text += "(";
        write();
        to.text += bare2 ? "::text" : ")::text";
      }
    }),
    ...catalog
  }
};

// ../../../tmp/opt/dialects/postgres/frames.ts
var types = new Set(Buffer.from("RKSZDTtCEINA123snGHWdcVv"));

// ../../../tmp/opt/dialects/postgres/socket.ts
var sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
var accepts = "S".charCodeAt(0);
var refuses = "N".charCodeAt(0);

// ../../../tmp/opt/dialects/postgres/session.ts
var terminate = Buffer.from([88, 0, 0, 0, 4]);

// compile/contestants/joinery.ts
var users = table("users", {
  id: primaryKey(serial),
  name: text,
  email: text,
  image: text,
  age: integer,
  active: boolean,
  created: timestamptz
});
var movies = table("movies", {
  id: primaryKey(serial),
  title: text,
  genre: text,
  year: integer,
  rating: doublePrecision
});
var customers = table("customers", { id: primaryKey(serial), company: text, country: text });
var products = table("products", { id: primaryKey(serial), name: text, price: doublePrecision });
var orders = table("orders", {
  id: primaryKey(serial),
  customerId: integer,
  ordered: timestamptz,
  freight: doublePrecision
});
var lines = table("lines", {
  orderId: primaryKey(integer),
  position: primaryKey(integer),
  productId: integer,
  quantity: integer,
  price: doublePrecision
});
var visits = table("visits", { id: primaryKey(serial), name: text, email: text, age: integer, active: boolean });
var toPostgres = compile(postgres);
var built = (statement) => {
  const result = toPostgres(statement);
  if (result._tag === "Left") throw new Error(JSON.stringify(result.left));
  return result.right;
};
var contestant = {
  point: (id) => built(
    pipe(
      from(users),
      where(eq(users.c.id, id)),
      select({
        id: users.c.id,
        name: users.c.name,
        email: users.c.email,
        image: users.c.image,
        age: users.c.age,
        active: users.c.active,
        created: users.c.created
      })
    )
  ),
  filter5: (f) => built(
    pipe(
      from(movies),
      where(
        and(
          eq(movies.c.genre, f.genre),
          ge(movies.c.year, f.from),
          lt(movies.c.year, f.to),
          gt(movies.c.rating, f.rating),
          like(movies.c.title, f.title)
        )
      ),
      orderBy(desc(movies.c.rating), asc(movies.c.id)),
      limit(f.limit),
      offset(f.offset),
      select({ id: movies.c.id, title: movies.c.title, year: movies.c.year, rating: movies.c.rating })
    )
  ),
  join3: (customer, quantity) => built(
    pipe(
      from(orders),
      innerJoin(lines, eq(lines.c.orderId, orders.c.id)),
      innerJoin(products, eq(products.c.id, lines.c.productId)),
      where(and(eq(orders.c.customerId, customer), gt(lines.c.quantity, quantity))),
      orderBy(asc(orders.c.id), asc(lines.c.position)),
      select({
        id: orders.c.id,
        ordered: orders.c.ordered,
        name: products.c.name,
        quantity: lines.c.quantity,
        price: lines.c.price
      })
    )
  ),
  aggregate: (since2, least, most) => built(
    pipe(
      from(customers),
      innerJoin(orders, eq(orders.c.customerId, customers.c.id)),
      where(ge(orders.c.ordered, since2)),
      groupBy(customers.c.country),
      having(gt(count(orders.c.id), least)),
      orderBy(desc(count(orders.c.id)), asc(customers.c.country)),
      limit(most),
      select({ country: customers.c.country, orders: count(orders.c.id), freight: sum(orders.c.freight) })
    )
  ),
  insert100: (rows) => built(pipe(insertInto(visits), values(rows), returning({ id: visits.c.id }))),
  dynamic: (f) => built(
    pipe(
      from(users),
      where(
        and(
          f.name === void 0 ? skip : like(users.c.name, f.name),
          f.email === void 0 ? skip : eq(users.c.email, f.email),
          f.minAge === void 0 ? skip : ge(users.c.age, f.minAge),
          f.maxAge === void 0 ? skip : le(users.c.age, f.maxAge),
          f.active === void 0 ? skip : eq(users.c.active, f.active),
          f.after === void 0 ? skip : ge(users.c.created, f.after),
          f.before === void 0 ? skip : le(users.c.created, f.before),
          f.minId === void 0 ? skip : ge(users.c.id, f.minId),
          f.maxId === void 0 ? skip : le(users.c.id, f.maxId),
          f.image === void 0 ? skip : like(users.c.image, f.image)
        )
      ),
      orderBy(asc(users.c.id)),
      limit(20),
      select({ id: users.c.id, name: users.c.name, email: users.c.email })
    )
  )
};

// compile/shapes.ts
var day = 864e5;
var start = Date.UTC(2022, 0, 1);
var visits2 = Array.from(
  { length: 16 },
  (_, i) => Array.from({ length: 100 }, (_2, j) => ({
    name: `visitor ${i} ${j}`,
    email: `visitor${i}.${j}@example.com`,
    age: 18 + (i + j) % 60,
    active: j % 2 === 0
  }))
);
var filtersAt = (i) => {
  const bits = i * 619 & 1023;
  return {
    ...bits & 1 ? { name: "User 1%" } : {},
    ...bits & 2 ? { email: `user${1 + i % 500}@example.com` } : {},
    ...bits & 4 ? { minAge: 18 + i % 10 } : {},
    ...bits & 8 ? { maxAge: 60 + i % 10 } : {},
    ...bits & 16 ? { active: i % 2 === 0 } : {},
    ...bits & 32 ? { after: new Date(start + i % 9 * day) } : {},
    ...bits & 64 ? { before: new Date(start + (90 + i % 9) * day) } : {},
    ...bits & 128 ? { minId: i % 50 } : {},
    ...bits & 256 ? { maxId: 400 + i % 50 } : {},
    ...bits & 512 ? { image: "%.jpg" } : {}
  };
};
var filters = Array.from({ length: 1024 }, (_, i) => filtersAt(i));
var since = new Date(start + day);
var build = {
  point: (contestant2, i) => contestant2.point(1 + i % 500),
  filter5: (contestant2, i) => contestant2.filter5({
    genre: i % 2 === 0 ? "drama" : "comedy",
    from: 1960 + i % 5,
    to: 2015,
    rating: 2 + i % 3,
    title: "Movie%",
    limit: 20,
    offset: i % 4
  }),
  join3: (contestant2, i) => contestant2.join3(1 + i % 50, i % 4),
  aggregate: (contestant2, i) => contestant2.aggregate(since, 1 + i % 8, 10),
  insert100: (contestant2, i) => contestant2.insert100(visits2[i % visits2.length]),
  dynamic: (contestant2, i) => contestant2.dynamic(filters[i % filters.length])
};

// ../../../tmp/prof/loop.ts
var shape = process.argv[2] ?? "join3";
var n = Number(process.argv[3] ?? 4e5);
var last;
var run = (k) => {
  for (let i = 0; i < k; i++) last = build[shape](contestant, i);
};
run(5e4);
var res = [];
for (let r = 0; r < 12; r++) {
  const c = process.cpuUsage();
  run(n / 5);
  const u = process.cpuUsage(c);
  res.push((u.user + u.system) * 1e3 / (n / 5));
}
console.log(shape, Math.round(res.sort((a, b) => a - b)[0]), "ns", last.text.length);
