const others =
  "Android,Bitnami,CRAN,GIT,GSD,GitHub Actions,Go,Hackage,Hex,Linux,Maven,NuGet,OSS-Fuzz,Packagist,Pub,PyPI,RubyGems,SwiftURL,UVI,crates.io,npm";
const alpine = "3.10,3.11,3.12,3.13,3.14,3.15,3.16,3.17,3.18,3.19,3.2,3.20,3.3,3.4,3.5,3.6,3.7,3.8,3.9";
const debian = "10,11,12,13,3.0,3.1,4.0,5.0,6.0,7,8,9";
const ubuntu =
  "14.04:LTS,16.04:LTS,18.04:LTS,20.04:LTS,22.04:LTS,23.10,24.04:LTS,Pro:14.04:LTS,Pro:16.04:LTS,Pro:18.04:LTS,Pro:20.04:LTS,Pro:22.04:LTS,Pro:24.04:LTS";

const releases = (name: string, separator: string, list: string): string[] => [
  name,
  ...list.split(",").map((release) => `${name}${separator}${release}`),
];

/** The ecosystems that the service knows, in the order in which `all` sends them. */
export const ecosystems: readonly string[] = [
  ...others.split(","),
  ...releases("AlmaLinux", ":", "8,9"),
  ...releases("Alpine", ":v", alpine),
  ...releases("Debian", ":", debian),
  ...releases("Rocky Linux", ":", "8,9"),
  ...releases("Ubuntu", ":", ubuntu),
];
