/** Key variables: the settings that hold a key for somebody else's API. */
export type KeyVariable = 'UNPICK_KEY_OPEN_SUPPLY_HUB' | 'UNPICK_KEY_COMPANIES_HOUSE'
