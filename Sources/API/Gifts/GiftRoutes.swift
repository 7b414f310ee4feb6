/// Everything about gifts.
enum GiftRoutes {
  static let endpoints = [SendGiftRoute.endpoint].of(.gifts)
}
