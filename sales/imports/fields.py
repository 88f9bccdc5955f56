"""What a file of purchases may tell, and the titles under which other systems export it."""

# ruff: noqa: E501  # Chinese characters count twice; the lists of titles read better on one line

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.importing.fields import Field

FIELDS = (
    Field(
        "number", _("Receipt number"),
        ("receipt_number", "receipt", "receipt_no", "receipt_id", "transaction_id", "transaction", "order_id",
         "order_number", "order_no", "order", "invoice", "invoice_no", "invoice_number", "invoice_id", "bill_no",
         "document", "ticket", "小票号", "订单号", "订单编号", "单号", "交易号", "流水号", "发票号"),
        help_text=_("Several rows with one number are the lines of one receipt."),
    ),
    Field(
        "customer", _("Customer"),
        ("customer_id", "customer_number", "customer_no", "client_id", "client", "cust_id", "buyer", "member_id",
         "member_no", "card_no", "user_id", "external_id", "客户", "客户号", "客户编号", "客户ID", "会员", "会员号", "会员编号",
         "会员ID", "顾客", "顾客编号", "买家"),
        help_text=_("The customer's number there. Rows without one are anonymous sales."),
    ),
    Field(
        "occurred_at", _("Time of purchase"),
        ("date", "datetime", "timestamp", "time", "purchased_at", "purchase_date", "order_date", "ordered_at",
         "invoice_date", "transaction_date", "sale_date", "sold_at", "created_at", "day", "日期", "时间", "下单时间",
         "交易时间", "交易日期", "购买时间", "购买日期", "订单日期", "成交时间"),
        is_required=True,
    ),
    Field("quantity", _("Quantity"), ("qty", "units", "count", "pieces", "items", "数量", "件数", "购买数量")),
    Field(
        "amount", _("Amount of the row"),
        ("line_amount", "line_total", "total", "total_amount", "paid", "net_amount", "sales", "revenue", "value",
         "spend", "sum", "金额", "实付金额", "实付", "总价", "总额", "小计", "合计", "销售额", "付款金额"),
        help_text=_("What was paid for the row in all, after discounts. Negative: something came back."),
    ),
    Field(
        "unit_price", _("Unit price"), ("price", "unitprice", "item_price", "单价", "价格", "售价"),
        help_text=_("Used where the amount is not told: quantity × unit price."),
    ),
    Field("currency", _("Currency"), ("currency_code", "ccy", "币种", "货币")),
    Field("sku", _("Product code (SKU)"),
          ("product_code", "product_id", "stock_code", "item_code", "item_id", "article", "article_number", "barcode",
           "商品编码", "商品编号", "货号", "条码", "SKU编码")),
    Field("product", _("Product name"),
          ("product_name", "item", "item_name", "description", "title", "商品", "商品名称", "品名", "产品", "产品名称")),
    Field("category", _("Category"),
          ("product_category", "category_name", "department", "类别", "分类", "品类", "商品分类", "类目")),
    Field("store", _("Store"), ("store_code", "store_id", "shop", "shop_id", "branch", "location", "门店", "店铺", "店名",
                                "门店编号", "店铺名称")),
    Field("channel", _("Sales channel"), ("sales_channel", "order_channel", "渠道", "销售渠道", "来源渠道")),
    Field(
        "state", _("State"), ("status", "order_status", "order_state", "状态", "订单状态", "交易状态"),
        help_text=_("“cancelled”, “refunded” and the like take a recorded sale back."),
    ),
    Field(
        "original", _("Receipt that is taken back"),
        ("original_number", "original_receipt", "original_order", "refund_of", "return_of", "reference_number",
         "原单号", "原订单号", "原小票号"),
        help_text=_("On returns: the number of the sale, if the file tells it."),
    ),
    Field("unit_cost", _("Unit cost"), ("cost", "cost_price", "purchase_price", "成本", "成本价", "进价")),
    Field("is_promotion", _("Bought on promotion"), ("promotion", "promo", "on_sale", "促销", "是否促销")),
)  # fmt: skip
NAMES = tuple(field.name for field in FIELDS)
