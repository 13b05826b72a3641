variable "create" {
  default = true
}

module "outer" {
  source = "./outer"
  create = var.create
  items  = { one = { size = 1 }, two = {} }
}

module "many" {
  source   = "./outer"
  for_each = toset(["x", "y"])
  create   = each.key == "x"
  items    = { (each.key) = { size = 3 } }
}

resource "terraform_data" "answer" {
  input = {
    all    = module.outer.groups
    one    = module.outer.groups["one"]
    two    = lookup(module.outer.groups, "two", "none")
    x      = module.many["x"].groups
    y      = module.many["y"].groups
    first  = [for k, m in module.many : values(m.groups)[0] if length(m.groups) > 0]
    merged = merge([for m in module.many : m.groups]...)
    deep   = module.outer.deep["one"].inner.id
    vpc    = coalesce(module.many["y"].vpc, module.many["x"].vpc)
    sizes  = "${jsonencode(module.outer.sizes)}-${module.outer.vpc}"
  }
}
