// One request of got.
import got from "got";

await got.get(`${process.argv[2]}/small`).json();
