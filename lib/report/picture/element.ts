/** What a picture is drawn from: an element as React has it, without React, because the worker draws too. */
export type PictureElement = {
  type: 'div' | 'img';
  key: null;
  props: { style?: Style; src?: string; width?: number; height?: number; children?: PictureChild[] | string };
};
export type PictureChild = PictureElement | string;
export type Style = Record<string, string | number>;

/** Lengths are pixels of the picture at 1×. A row unless the style says otherwise. */
export function box(style: Style, ...children: (PictureElement | null | false)[]): PictureElement {
  const shown = children.filter((child) => child !== null && child !== false);
  return { type: 'div', key: null, props: { style: { display: 'flex', ...style }, children: shown } };
}

export function column(style: Style, ...children: (PictureElement | null | false)[]): PictureElement {
  return box({ flexDirection: 'column', ...style }, ...children);
}

/** One line of text, or a paragraph where the style lets it wrap. */
export function text(style: Style, content: string): PictureElement {
  return { type: 'div', key: null, props: { style: { whiteSpace: 'nowrap', ...style }, children: content } };
}

/** An SVG of its own; text in it would have no font. */
export function drawing(
  svg: string,
  { width, height, style = {} }: { width: number; height: number; style?: Style },
): PictureElement {
  const src = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  // What is moved, be it by nothing, satori draws without a mask over the whole picture: a third of the time.
  const own = { width, height, transform: 'translateX(0px)', ...style };
  return { type: 'img', key: null, props: { src, width, height, style: own } };
}

/** Not lengths: the same at every scale. */
const unscaled = new Set(['fontWeight', 'opacity', 'flex', 'flexGrow', 'flexShrink', 'lineHeight', 'zIndex']);

/** The element `scale` times as large. */
export function scaled(element: PictureElement, scale: number): PictureElement {
  const { style = {}, width, height, children, ...props } = element.props;
  const grown = Object.entries(style).map(([name, value]) => [
    name,
    typeof value === 'number' && !unscaled.has(name) ? value * scale : value,
  ]);
  return {
    ...element,
    props: {
      ...props,
      style: Object.fromEntries(grown),
      ...(width !== undefined && { width: width * scale }),
      ...(height !== undefined && { height: height * scale }),
      ...withChildren(children, (child) => (typeof child === 'string' ? child : scaled(child, scale))),
    },
  };
}

/** The element with each of its texts replaced. */
export function withTexts(element: PictureElement, replaced: (text: string) => string): PictureElement {
  const { children, ...props } = element.props;
  const own = withChildren(children, (child) =>
    typeof child === 'string' ? replaced(child) : withTexts(child, replaced),
  );
  return { ...element, props: { ...props, ...own } };
}

/** Every text in it, in the order in which it is read. */
export function textsIn({ props: { children } }: PictureElement): string[] {
  if (children === undefined) return [];
  if (typeof children === 'string') return [children];
  return children.flatMap((child) => (typeof child === 'string' ? [child] : textsIn(child)));
}

function withChildren(
  children: PictureChild[] | string | undefined,
  change: (child: PictureChild) => PictureChild,
): { children?: PictureChild[] | string } {
  if (children === undefined) return {};
  if (typeof children !== 'string') return { children: children.map(change) };
  const changed = change(children);
  return { children: typeof changed === 'string' ? changed : [changed] };
}
