import * as v from 'valibot';

/** A schema that is made when something is first held against it: a snapshot has few of the sections that it can have. */
export function lazily<Schema extends v.GenericSchema>(make: () => Schema): v.LazySchema<Schema> {
  let made: Schema | undefined;
  return v.lazy(() => (made ??= make()));
}
