/** What a session may spend on repeats: each costs a token, each call that needed none earns one back. */
export interface RetryQuota {
  /** Takes the price of one repeat; false where there is not enough left. */
  take(): boolean;
  /** A call that went well earns a little back. */
  earn(): void;
}

const capacity = 500;
const price = 5;

/** A full quota: a hundred repeats in a row, then one for every five calls that went well. */
export function retryQuota(): RetryQuota {
  let left = capacity;
  return {
    take() {
      if (left < price) return false;
      left -= price;
      return true;
    },
    earn() {
      left = Math.min(capacity, left + 1);
    },
  };
}
