/** State that lives outside of React, because what it wraps (a collection, a draft) changes in place. */
import { useSyncExternalStore } from "react";

/** Something that says when it has changed. */
export abstract class Store {
  #revision = 0;
  readonly #listeners = new Set<() => void>();

  /** Calls the listener after every change, until the returned function is called. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** A number that differs after every change. */
  readonly revision = (): number => this.#revision;

  protected changed(): void {
    this.#revision += 1;
    for (const listener of [...this.#listeners]) listener();
  }
}

/** Draws the component again whenever the store changes; returns its revision. */
export function useStore(store: Store): number {
  return useSyncExternalStore(store.subscribe, store.revision);
}
