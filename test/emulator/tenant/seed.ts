/** What every part of the generator works from: one random source, pools of names and the domain. */
import { en, Faker } from '@faker-js/faker';
import { cities, departments, jobTitles } from './companyNames';
import { createRandom, type Random } from './random';

const millisecondsPerDay = 24 * 60 * 60 * 1000;

/** Names are drawn from pools: calling the faker for each of 100,000 users would take longer than all the rest. */
export interface NamePools {
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
  readonly jobTitles: readonly string[];
  readonly departments: readonly string[];
  readonly cities: readonly string[];
  readonly streets: readonly string[];
  readonly companies: readonly string[];
}

export interface Seed {
  readonly random: Random;
  readonly names: NamePools;
  /** The default verified domain. */
  readonly domain: string;
  /** The domain the tenant was created with, `<name>.onmicrosoft.com`. */
  readonly initialDomain: string;
}

export function createSeed(seed: number, today?: number): Seed {
  return {
    random: createRandom(seed, today),
    names: namePoolsOf(seed),
    domain: 'contoso.com',
    initialDomain: 'contoso.onmicrosoft.com',
  };
}

/** A time in Graph's notation (whole seconds, UTC), between `minDays` and `maxDays` ago. */
export function daysAgo(random: Random, minDays: number, maxDays: number) {
  const days = minDays + random.next() * (maxDays - minDays);
  const time = Math.trunc(random.today - days * millisecondsPerDay);
  const day = Math.floor(time / millisecondsPerDay);
  const second = Math.floor((time - day * millisecondsPerDay) / 1000);
  return dateOf(day) + timeOf(second);
}

/** Half a million times of a large tenant share their parts: a Date for each of them would take longer than all the rest. */
const dates = new Map<number, string>();
const timesOfDay: string[] = [];

/** @param day counted from the Unix epoch */
function dateOf(day: number): string {
  const date =
    dates.get(day) ??
    new Date(day * millisecondsPerDay).toISOString().slice(0, 10);
  dates.set(day, date);
  return date;
}

/** @param second of a day; @returns such as `T12:34:56Z` */
function timeOf(second: number): string {
  return (timesOfDay[second] ??=
    new Date(second * 1000).toISOString().slice(10, 19) + 'Z');
}

/** Of each seed: the pools take longer than the rest of a small tenant. */
const namePools = new Map<number, NamePools>();

function namePoolsOf(seed: number): NamePools {
  const pools = namePools.get(seed) ?? createNamePools(seed);
  namePools.set(seed, pools);
  return pools;
}

function createNamePools(seed: number): NamePools {
  const faker = new Faker({ locale: [en] });
  faker.seed(seed);
  const pool = (count: number, make: () => string) => [
    ...new Set(Array.from({ length: count }, make)),
  ];
  return {
    firstNames: pool(600, () => faker.person.firstName()),
    lastNames: pool(800, () => faker.person.lastName()),
    jobTitles,
    departments,
    cities,
    streets: pool(100, () => faker.location.streetAddress()),
    companies: pool(40, () => faker.company.name()),
  };
}
