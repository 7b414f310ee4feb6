/**
 * `<coin-package-card>`: one package of coins with its bonus and price (property `package`).
 *
 * Emits `ovation:package-chosen` ({package}).
 */

import { h, fill, sheet } from "../lib/dom.js";
import { OvationElement } from "../lib/element.js";
import { coins, money, number, percent } from "../lib/format.js";
import { coin } from "../lib/icons.js";

/** @typedef {import("../lib/types.js").Package} CoinPackage */

/**
 * The coins that everybody gets: a bonus for the first purchase is not counted.
 * @param {Pick<CoinPackage, "coins" | "totalCoins" | "isFirstPurchaseBonus">} offer
 */
export function certainCoins(offer) {
  return offer.isFirstPurchaseBonus ? offer.coins : offer.totalCoins;
}

const styles = sheet(`
  :host { display: block; }

  .card {
    position: relative;
    display: grid;
    grid-template-columns: auto 1fr auto;
    align-items: center;
    gap: 4px 14px;
    inline-size: 100%;
    block-size: 100%;
    min-block-size: 84px;
    padding: 14px 16px;
    border-radius: var(--radius);
    text-align: start;
    background: var(--raised);
    box-shadow: inset 0 0 0 1px var(--line);
    transition: translate .15s, box-shadow .15s;
  }

  .card:hover { translate: 0 -2px; box-shadow: inset 0 0 0 2px var(--gold-end); }

  .featured {
    box-shadow: inset 0 0 0 2px var(--gold-end);
    background: linear-gradient(
      120deg,
      color-mix(in srgb, var(--gold) 22%, var(--raised)),
      var(--raised)
    );
  }

  .pile {
    display: grid;
    place-items: center;
    inline-size: 52px;
    block-size: 52px;
    font-size: 30px;
    border-radius: 16px;
    background: color-mix(in srgb, var(--gold) 20%, var(--surface));
  }

  .pile .coin { inline-size: 34px; block-size: 34px; }

  .title {
    display: grid;
    gap: 1px;
    min-inline-size: 0;
  }

  .amount {
    font-size: 1.25rem;
    font-weight: 800;
    letter-spacing: -.01em;
  }

  .note { font-size: .8125rem; color: var(--muted); }

  .bonus {
    display: inline-block;
    font-size: .8125rem;
    font-weight: 700;
    color: var(--good);
  }

  .price {
    padding: 10px 16px;
    border-radius: 99px;
    font-weight: 800;
    white-space: nowrap;
    color: var(--on-gold);
    background: linear-gradient(180deg, var(--gold), var(--gold-end));
  }

  .tag {
    position: absolute;
    inset-block-start: -9px;
    inset-inline-start: 16px;
    padding: 2px 10px;
    border-radius: 99px;
    font-size: .75rem;
    font-weight: 800;
    color: var(--on-gold);
    background: linear-gradient(180deg, var(--gold), var(--gold-end));
  }
`);

export class CoinPackageCard extends OvationElement {
  static styles = [styles];

  /** @type {CoinPackage | null} */
  #package = null;

  /** @returns {CoinPackage | null} */
  get package() {
    return this.#package;
  }

  set package(value) {
    this.#package = value;
    this.#draw();
  }

  /**
   * What else should be said on the card, such as "Covers your gift".
   * @param {string} text
   */
  set tag(text) {
    this.#tag = text;
    this.#draw();
  }

  #tag = "";

  #draw() {
    const offer = this.#package;
    if (!offer) return;
    const price = money(offer.localPrice ?? offer.price);
    const tag = this.#tag || (offer.isFeatured ? "Most chosen" : "");
    const said = [
      `${offer.name}: ${coins(certainCoins(offer))} for ${price}`,
      offer.isFirstPurchaseBonus && offer.bonusCoins > 0 && bonusText(offer),
      tag,
    ];
    fill(this.view, h("button", {
      class: offer.isFeatured || this.#tag ? "card featured" : "card", type: "button",
      "aria-label": said.filter(Boolean).join(", "),
      onclick: () => this.emit("ovation:package-chosen", { package: offer }),
    },
      tag && h("span", { class: "tag" }, tag),
      h("span", { class: "pile" }, coin()),
      h("span", { class: "title" },
        h("span", { class: "amount" }, number(certainCoins(offer))),
        offer.bonusCoins > 0
          ? h("bdi", { class: "bonus" }, bonusText(offer))
          : h("span", { class: "note" }, offer.name)),
      h("span", { class: "price" }, price)));
  }
}

/** @param {CoinPackage} offer */
function bonusText({ bonusCoins, coins: paid, isFirstPurchaseBonus }) {
  return isFirstPurchaseBonus
    ? `+${number(bonusCoins)} on your first purchase`
    : `+${number(bonusCoins)} bonus (${percent(bonusCoins, paid)})`;
}

customElements.define("coin-package-card", CoinPackageCard);
