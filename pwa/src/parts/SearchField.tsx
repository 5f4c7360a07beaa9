/** `<SearchField id label value onInput />`: looks through what is on the screen already. */

interface Props {
  id: string;
  label: string;
  value: string;
  onInput: (value: string) => void;
}

export function SearchField({ id, label, value, onInput }: Props) {
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      <input
        id={id}
        class="input"
        type="search"
        value={value}
        autocomplete="off"
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </div>
  );
}
