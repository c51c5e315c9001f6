/** The versions of the packages in each firmware image, by name. The newer gateway has fewer vulnerabilities. */
export const firmwareImages = {
  gateway: {
    linux: "5.15.120",
    busybox: "1.34.1",
    openssl: "3.0.5",
    zlib: "1.2.12",
    curl: "8.1.2",
    openssh: "9.3p1",
    sudo: "1.9.13p3",
  },
  nextGateway: {
    linux: "5.15.167",
    busybox: "1.36.1",
    openssl: "3.0.15",
    zlib: "1.3.1",
    curl: "8.1.2",
    openssh: "9.3p1",
    sudo: "1.9.15p5",
  },
  camera: { linux: "6.1.70", busybox: "1.36.1", openssl: "3.0.15", xz: "5.6.1", libwebp: "1.3.1", expat: "2.6.2" },
  board: { "u-boot": "2019.04", linux: "4.19.325", glibc: "2.35", bash: "5.2.21" },
} as const;

const libraries = [
  ["maven", "org.apache.logging.log4j", "log4j-core", "2.14.1", "Apache-2.0"],
  ["maven", "org.springframework", "spring-beans", "5.3.39", "Apache-2.0"],
  ["maven", "com.fasterxml.jackson.core", "jackson-databind", "2.17.2", "Apache-2.0"],
  ["npm", undefined, "lodash", "4.17.20", "MIT"],
  ["npm", undefined, "minimist", "1.2.8", "MIT"],
] as const;

/** The SBOM of a service in CycloneDX JSON. */
export const deviceService: string = JSON.stringify({
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  version: 1,
  metadata: { component: { type: "application", name: "device-service", version: "2.4.0" } },
  components: libraries.map(([type, group, name, version, id]) => ({
    type: "library",
    ...(group !== undefined && { group }),
    name,
    version,
    licenses: [{ license: { id } }],
    purl: `pkg:${[type, group, name].filter((part) => part !== undefined).join("/")}@${version}`,
  })),
});
