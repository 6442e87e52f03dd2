// Parts that are fetched when they are first shown, together with the style sheets that the first page does without.
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

export function lazily<Props>(load: () => Promise<{ default: ComponentType<Props> }>): LazyExoticComponent<ComponentType<Props>> {
  return lazy(whole(load));
}

/** Fetches a part with the style sheets it needs; again at once, once it is there. */
export function whole<Part>(load: () => Promise<Part>): () => Promise<Part> {
  return async () => {
    const [part] = await Promise.all([load(), import('../theme/rest')]);
    return part;
  };
}
