/** Files dropped anywhere on the page, or pasted. */

export function takeDropped(onFiles: (files: FileList) => void): void {
  const { body } = document;
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
  body.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    body.classList.add("dropping");
  });
  body.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) body.classList.remove("dropping");
  });
  body.addEventListener("drop", (event) => {
    body.classList.remove("dropping");
    if (!hasFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) onFiles(event.dataTransfer.files);
  });
  body.addEventListener("paste", (event) => {
    const files = event.clipboardData?.files;
    if (files === undefined || files.length === 0) return;
    event.preventDefault();
    onFiles(files);
  });
}
