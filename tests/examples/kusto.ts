import { createRequire } from 'node:module';

/** A column as Azure Resource Manager declares it. */
export interface Column {
  readonly name: string;
  readonly type: string;
}

export interface Analysis {
  /** What Microsoft's language service objects to. */
  readonly objections: readonly string[];
  /** What the query results in. */
  readonly columns: readonly Column[];
}

/** Parses and binds a query as the Kusto editors do, where one table is known. */
export function analyse(query: string, table: string, columns: readonly Column[]): Analysis {
  const { KustoCode, GlobalState, Symbols } = language();
  const schema = columns.map(({ name, type }) => `['${name}']: ${kustoTypes[type] ?? type}`).join(', ');
  const symbol = Symbols.TableSymbol.From(`(${schema})`).WithName(table);
  const database = new Symbols.DatabaseSymbol.ctor('workspace', [symbol]);
  const code = KustoCode.ParseAndAnalyze(query, GlobalState.Default.WithDatabase(database));
  return {
    objections: items(code.GetDiagnostics()).map(({ Message }) => Message),
    columns: items(code.ResultType?.Columns).map(({ Name, Type }) => ({ name: Name, type: Type.Name })),
  };
}

/** Azure's names of types are not all Kusto's. */
const kustoTypes: Readonly<Record<string, string>> = { boolean: 'bool', dateTime: 'datetime' };

export function kustoType({ name, type }: Column): Column {
  return { name, type: kustoTypes[type] ?? type };
}

interface List<T> {
  readonly Count: number;
  getItem(index: number): T;
}

function items<T>(list: List<T> | null | undefined): T[] {
  return Array.from({ length: list?.Count ?? 0 }, (_, i) => list!.getItem(i));
}

interface Language {
  readonly KustoCode: {
    ParseAndAnalyze(
      query: string,
      globals: unknown,
    ): {
      GetDiagnostics(): List<{ Message: string }>;
      readonly ResultType: { readonly Columns: List<{ Name: string; Type: { Name: string } }> } | null;
    };
  };
  readonly GlobalState: { readonly Default: { WithDatabase(database: unknown): unknown } };
  readonly Symbols: {
    readonly TableSymbol: { From(schema: string): { WithName(name: string): unknown } };
    readonly DatabaseSymbol: { readonly ctor: new (name: string, members: readonly unknown[]) => unknown };
  };
}

/** The package is C# translated to JavaScript, and declares itself globally. */
function language(): Language {
  const require = createRequire(import.meta.url);
  require('@kusto/language-service-next/bridge.min.js');
  require('@kusto/language-service-next/Kusto.Language.Bridge.min.js');
  return (globalThis as unknown as { Kusto: { Language: Language } }).Kusto.Language;
}
