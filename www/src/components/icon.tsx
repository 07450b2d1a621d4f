/** The few pictures that the page uses, drawn with the colour of the text around them. */

const paths = {
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM20 20l-4.7-4.7",
  close: "M6 6l12 12M18 6L6 18",
  reload: "M20 11a8 8 0 1 0-2.3 6.3M20 5v6h-6",
  plus: "M12 5v14M5 12h14",
  match: "M4 12h11M11 8l4 4-4 4M20 5v14",
  up: "M12 19V5M6 11l6-6 6 6",
  down: "M12 5v14M6 13l6 6 6-6",
  undo: "M9 14L4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3",
  help: "M9.2 9a2.9 2.9 0 1 1 4.2 2.6c-.9.500-1.4 1.1-1.4 2.1M12 17.2v.1",
  plug: "M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4",
} as const;

/** Decoration only: the element around it carries the name. */
export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
