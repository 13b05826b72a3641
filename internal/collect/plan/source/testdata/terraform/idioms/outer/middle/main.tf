variable "name" {}
variable "subnets" {}
module "inner" {
  source = "./inner"
  label  = { name = var.name, ids = [for k, v in var.subnets : v] }
}
output "inner" { value = module.inner }
