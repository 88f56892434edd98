/** An empty store in a folder of its own for one test. */

import { onTestFinished } from "vitest";
import { openStore, type Store, type StoreOptions } from "../../src/store/store.ts";
import { freshFolder } from "./fresh-folder.ts";

export function freshStore(options: StoreOptions = {}): Store {
  const store = openStore(freshFolder(), options);
  onTestFinished(() => store.close());
  return store;
}
