variable "name" {}
variable "vpc_id" {}
variable "subnets" {
  type = map(object({ id = string, tier = optional(string, "even") }))
}
variable "extra" {
  type    = object({ image = string, port = number })
  default = null
}
module "middle" {
  source  = "./middle"
  name    = "${var.name}-middle"
  subnets = var.subnets
  depends_on = [terraform_data.wait]
}
resource "terraform_data" "wait" {}
output "vpc" { value = var.vpc_id }
output "middle" { value = module.middle }
output "extra" { value = var.extra == null ? "none" : "${var.extra.image}:${var.extra.port}" }
