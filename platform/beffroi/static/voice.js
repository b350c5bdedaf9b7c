// Records a voice where the browser can, and puts it into the file field of the form: nothing is
// sent before the person has listened and says so. Without script the field itself opens a recorder.
(() => {
  "use strict";
  const box = document.querySelector("[data-recorder]");
  const field = document.getElementById("f-voice");
  if (!box || !window.MediaRecorder || !window.DataTransfer || !navigator.mediaDevices) return;
  const KINDS = { "audio/webm;codecs=opus": "webm", "audio/ogg;codecs=opus": "ogg", "audio/mp4": "m4a" };
  const kind = Object.keys(KINDS).find((one) => MediaRecorder.isTypeSupported(one));
  if (!kind) return;
  const LONGEST = 120;
  const [start, stop, told, player] = ["[data-start]", "[data-stop]", "[role=status]", "audio"].map((one) => box.querySelector(one));
  box.hidden = false;
  let recorder, clock;

  const swap = (isOn) => {
    start.hidden = isOn;
    stop.hidden = !isOn;
    (isOn ? stop : start).focus();
  };
  const keep = (parts, stream) => {
    clearInterval(clock);
    stream.getTracks().forEach((track) => track.stop());
    const sound = new File(parts, "voix." + KINDS[kind], { type: kind.split(";")[0] });
    const carried = new DataTransfer();
    carried.items.add(sound);
    field.files = carried.files;
    player.src = URL.createObjectURL(sound);
    player.hidden = false;
    told.textContent = box.dataset.ready;
    swap(false);
  };
  const count = () => {
    let left = LONGEST;
    const say = () => { told.textContent = box.dataset.left.replace("{n}", left); };
    say();
    clock = setInterval(() => {
      left -= 1;
      if (left <= 0) recorder.stop();
      else if (left % 10 === 0 || left <= 5) say();
    }, 1000);
  };

  start.addEventListener("click", async () => {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      told.textContent = box.dataset.refused;
      return;
    }
    const parts = [];
    recorder = new MediaRecorder(stream, { mimeType: kind, audioBitsPerSecond: 32000 });
    recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
    recorder.addEventListener("stop", () => keep(parts, stream), { once: true });
    recorder.start(1000);
    swap(true);
    count();
  });
  stop.addEventListener("click", () => recorder.stop());
})();
